/** Contract suites, arbitraries and fixtures for tests; product code never imports this package. */
export { architectures } from './arbitraries.js';
export { hugeSearchSpace, smallSearchSpaces, sparseSpaces } from './small-spaces.js';
export { describeStrategyContract } from './strategy-contract.js';
export { describeSchedulerContract } from './scheduler-contract.js';

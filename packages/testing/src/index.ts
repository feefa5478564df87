/** Contract suites, arbitraries and fixtures for tests; product code never imports this package. */
export { architectures } from './arbitraries.js';
export { efficientNetV1, efficientNetV2, type EfficientNetV2Name } from './efficientnet.js';
export { hugeSearchSpace, smallSearchSpaces } from './small-spaces.js';
export { describeStrategyContract } from './strategy-contract.js';

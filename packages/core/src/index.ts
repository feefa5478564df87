/**
 * The pure domain: search spaces, architectures, their costs, the reward and the strategies. No I/O, no clock, no hidden
 * randomness. Inside, imports go one way: search-space <- architecture <- cost-model <- reward <- strategies.
 */
export * from './errors.js';
export * from './architecture/architecture.js';
export * from './search-space/search-space.js';
export * from './measurement/device.js';
export * from './measurement/measurement.js';
export * from './measurement/proxy-task.js';
export * from './measurement/status.js';
export * from './reward/reward.js';
export * from './strategies/strategy.js';
export * from './ports/dataset.js';
export * from './ports/timing-gate.js';
export * from './ports/trainer.js';

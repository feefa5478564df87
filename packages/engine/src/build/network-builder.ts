import type { Rng } from '@stride/core';
import { ParameterStore } from './parameters.js';

/** What layers register with while a network is built. */
export class NetworkBuilder {
  readonly parameters: ParameterStore;
  /** Channels of each batch norm, in order. */
  readonly batchNormChannels: number[] = [];

  constructor(rng: Rng) {
    this.parameters = new ParameterStore(rng);
  }

  /** @returns the index under which the batch norm finds its statistics */
  addBatchNorm(channels: number): number {
    return this.batchNormChannels.push(channels) - 1;
  }
}

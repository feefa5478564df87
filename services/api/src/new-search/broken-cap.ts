import { staticQuantities, type Architecture, type Caps, type ProxyTask } from '@stride/core';

/** Which cap that is known before training a network breaks, as the end of a sentence about it; null: none. */
export function brokenCap(architecture: Architecture, caps: Caps | undefined, task: ProxyTask): string | null {
  if (caps === undefined) return null;
  const { params, peakMemoryBytes } = staticQuantities(architecture, task);
  if (caps.params !== undefined && params > caps.params) return `has ${params} parameters; expected at most ${caps.params}, the cap`;
  if (caps.memoryBytes !== undefined && peakMemoryBytes !== null && peakMemoryBytes !== undefined && peakMemoryBytes > caps.memoryBytes) {
    return `needs about ${peakMemoryBytes} bytes in training; expected at most ${caps.memoryBytes}, the cap`;
  }
  return null;
}

import { StrideError } from '@stride/core';

/**
 * A simulated search has no past that a worker could go on from: what came next would be measured, and compared with what never was.
 * @throws StrideError SEARCH_STATE_CONFLICT
 */
export function refuseSimulated({ id, simulated }: { readonly id: string; readonly simulated: boolean }, command: 'resume' | 'extend' | 'train'): void {
  if (!simulated) return;
  throw new StrideError('SEARCH_STATE_CONFLICT', `search ${id} was simulated, nothing of it was ever trained: ${command} takes a search that is run on workers`);
}

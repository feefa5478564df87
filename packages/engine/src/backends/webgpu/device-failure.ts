import { StrideError } from '@stride/core';

/** Dawn's words for what does not fit, be it into memory or into the largest buffer that the device allows. */
const TOO_LARGE = new RegExp([
  'out of memory', 'failed to allocate', 'exceeds the max buffer size', 'larger than the maximum (storage )?buffer binding size',
  'cannot create a buffer larger',
].join('|'), 'i');

/**
 * WebGPU reports most errors not where they happen but as events, and what was computed from there on is zeros. The first
 * one is kept here and fails every later read.
 */
export class DeviceFailure {
  #error: StrideError | undefined;

  constructor(device: GPUDevice) {
    device.addEventListener('uncapturederror', (event) => {
      // Dawn would print it.
      event.preventDefault();
      this.#error ??= failureOf(event.error);
    });
    void device.lost.then(({ reason, message }) => {
      if (reason === 'destroyed') return;
      this.#error ??= new StrideError('BACKEND_FAILED', `The GPU device was lost: ${message || reason}`);
    });
  }

  get error(): StrideError | undefined {
    return this.#error;
  }

  /** @throws StrideError OUT_OF_MEMORY or BACKEND_FAILED when the device has failed since it was opened */
  check(): void {
    if (this.#error !== undefined) throw this.#error;
  }
}

/** What is thrown while a command is made, as a coded error where it tells that something does not fit. */
export function explainThrown(error: unknown): unknown {
  return error instanceof Error && !(error instanceof StrideError) && TOO_LARGE.test(error.message) ? failureOf(error) : error;
}

/** @param error an event's, or what a read from the device was rejected with */
export function failureOf(error: { readonly message: string }): StrideError {
  const [summary = ''] = error.message.split('\n', 1);
  if (error instanceof GPUOutOfMemoryError || TOO_LARGE.test(error.message)) {
    return new StrideError('OUT_OF_MEMORY',
      `The network does not fit on the GPU; use a smaller batch, image or network. The device says: ${summary}`, { cause: error });
  }
  return new StrideError('BACKEND_FAILED', `The GPU did not do what it was told, so the results are void: ${summary}`, { cause: error });
}

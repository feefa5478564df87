/**
 * TensorFlow.js's backend, made to fail when the device has failed and to count what it holds. Importing this module loads
 * that backend, which looks for Dawn at once: start Dawn first.
 */
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { failureOf, type DeviceFailure } from './device-failure.js';

export class GuardedBackend extends WebGPUBackend {
  readonly #failure: DeviceFailure;
  #peakBytes = 0;

  constructor(device: GPUDevice, info: GPUAdapterInfo, failure: DeviceFailure) {
    super(device, info);
    this.#failure = failure;
    const { bufferManager } = this;
    const acquire = bufferManager.acquireBuffer.bind(bufferManager);
    bufferManager.acquireBuffer = (...request) => {
      const buffer = acquire(...request);
      this.#peakBytes = Math.max(this.#peakBytes, bufferManager.numBytesAllocated);
      return buffer;
    };
  }

  /** The most bytes of buffers that existed at a time, those kept for reuse among them. */
  get peakBytes(): number {
    return this.#peakBytes;
  }

  /** Events of errors come before the data that they spoil. */
  override async read(dataId: object): ReturnType<WebGPUBackend['read']> {
    const values = await super.read(dataId).catch((error: Error) => {
      throw this.#failure.error ?? failureOf(error);
    });
    this.#failure.check();
    return values;
  }
}

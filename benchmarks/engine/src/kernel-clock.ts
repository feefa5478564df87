import { performance } from 'node:perf_hooks';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelTime } from './protocol.js';

/**
 * Times every kernel of a backend while it runs, by putting a clock around each registered one. TensorFlow.js's own
 * profile counts the time of a kernel that is called by another one twice, and that of a composite op once more.
 * On a backend that only enqueues, this is the time to enqueue.
 */
export class KernelClock {
  readonly #kernels: tf.KernelConfig[];
  readonly #totals = new Map<string, { ms: number; calls: number }>();
  /** For each kernel that is running, what the kernels that it called took. */
  readonly #inner: number[] = [];

  constructor(backendName: string) {
    this.#kernels = tf.getKernelsForBackend(backendName);
    for (const kernel of this.#kernels) replace({ ...kernel, kernelFunc: this.#timed(kernel) });
  }

  stop(): void {
    for (const kernel of this.#kernels) replace(kernel);
  }

  /** Per step, longest first. */
  times(steps: number): KernelTime[] {
    return [...this.#totals]
      .map(([name, { ms, calls }]) => ({ name, ms: ms / steps, calls: calls / steps }))
      .sort((a, b) => b.ms - a.ms);
  }

  #timed({ kernelName, kernelFunc }: tf.KernelConfig): tf.KernelFunc {
    return (params) => {
      this.#inner.push(0);
      const started = performance.now();
      try {
        return kernelFunc(params);
      } finally {
        const elapsed = performance.now() - started;
        const own = elapsed - (this.#inner.pop() ?? 0);
        const caller = this.#inner.length - 1;
        if (caller >= 0) this.#inner[caller] = (this.#inner[caller] ?? 0) + elapsed;
        const { ms, calls } = this.#totals.get(kernelName) ?? { ms: 0, calls: 0 };
        this.#totals.set(kernelName, { ms: ms + own, calls: calls + 1 });
      }
    };
  }
}

function replace(kernel: tf.KernelConfig): void {
  tf.unregisterKernel(kernel.kernelName, kernel.backendName);
  tf.registerKernel(kernel);
}

/** Small networks that have everything in them: both strides, kernels 3 and 5, odd channel counts, residuals, squeeze-excite. */
import { NO_AUGMENTATION, type Architecture, type ProxyTask, type Stage } from '@stride/core';

const stage = (op: Stage['op'], kernel: Stage['kernel'], stride: Stage['stride'], expansion: number, channels: number, layers: number): Stage =>
  ({ op, kernel, stride, expansion, channels, layers, squeezeExcite: 0.25 });

export const NETWORKS: Readonly<Record<'MBConv' | 'Fused-MBConv', Architecture>> = {
  MBConv: {
    schemaVersion: 1, input: { height: 11, width: 12, channels: 3 }, classes: 5, stem: { kernel: 3, stride: 2, channels: 7 },
    stages: [stage('mbconv', 3, 1, 1, 7, 1), stage('mbconv', 5, 2, 4, 9, 2), stage('mbconv', 3, 1, 3, 13, 1)],
    head: { channels: 19 },
  },
  'Fused-MBConv': {
    schemaVersion: 1, input: { height: 12, width: 9, channels: 1 }, classes: 4, stem: { kernel: 3, stride: 1, channels: 5 },
    stages: [stage('fused_mbconv', 3, 2, 1, 6, 1), stage('fused_mbconv', 5, 1, 2, 6, 1), stage('fused_mbconv', 3, 2, 4, 11, 2)],
    head: { channels: 17 },
  },
};

export const TASK: ProxyTask = {
  trainSamples: null, validationSamples: null, batchSize: 6, epochs: 1, optimizer: 'rmsprop', learningRate: 0.01,
  warmupFraction: 0, schedule: { kind: 'cosine' }, weightDecay: 1e-4, labelSmoothing: 0.1, dropout: 0.2, stochasticDepth: 0.2,
  emaDecay: 0.9, augmentation: NO_AUGMENTATION, seed: 3, evaluations: 1, timing: { warmupSteps: 1, steps: 1 },
  timeoutSeconds: 600, progressive: { kind: 'none' }, memoryBudgetBytes: null,
};

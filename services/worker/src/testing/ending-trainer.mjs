// A trainer process that ends in the way its task's dataset names: every way that a real one can.
const MEASUREMENT = {
  accuracy: 0.5, curve: [], stepTimeMs: { median: 2, p10: 1, p90: 3, n: 30 }, timingFlags: [], calibrationMs: 3,
  params: 10, multiplyAdds: 10, peakMemoryBytes: null,
  device: { backend: 'none', vendor: 'none', name: 'none', driver: 'none', threads: 1 }, trainSeconds: 1, timeSeconds: 1,
};
const { accuracy: _, curve: __, trainSeconds: ___, ...TIMED } = MEASUREMENT;
const evaluate = (step) => process.send({
  type: 'progress',
  progress: {
    phase: 'evaluating', stepsDone: step, stepsTotal: 4,
    point: { step, epoch: step / 4, trainLoss: 1, validationLoss: 1, validationAccuracy: 0.1 * step, seconds: step / 10 },
  },
});
const progress = (phase) => process.send({ type: 'progress', progress: { phase, stepsDone: 1, stepsTotal: 2 } });
const say = (event) => process.send(event, () => process.exit(0));

const ENDINGS = {
  measured: (command) => {
    if (command.reference) process.send({ type: 'reference', stepTimeMs: { median: 4, p10: 3, p90: 5, n: 30 } });
    progress('timing');
    process.send({ type: 'timed', timed: TIMED });
    progress('training');
    say({ type: 'measured', measurement: MEASUREMENT });
  },
  'goes-on': () => {
    process.send({ type: 'timed', timed: TIMED });
    evaluate(1);
    setInterval(() => {}, 1000);
  },
  'goes-on-untimed': () => {
    evaluate(1);
    setInterval(() => {}, 1000);
  },
  'measured-twice': () => {
    process.send({ type: 'measured', measurement: MEASUREMENT });
    say({ type: 'measured', measurement: { ...MEASUREMENT, accuracy: 0.9 } });
  },
  diverged: () => say({ type: 'failed', code: 'TRAINING_DIVERGED', message: 'the loss is NaN at step 3' }),
  'too-slow': () => say({ type: 'failed', code: 'TRAINING_TIMEOUT', message: 'Took longer than its limit of 1 s, while training.' }),
  'too-large': () => say({ type: 'failed', code: 'OUT_OF_MEMORY', message: 'Training it at batch size 32 takes about 5000 MiB of device memory.' }),
  unknown: () => say({ type: 'failed', code: 'INTERNAL', message: 'what?' }),
  throws: () => { progress('training'); throw new Error('a bug of ours'); },
  exits: () => { console.log('last words'); process.exit(3); },
  killed: () => process.kill(process.pid, 'SIGKILL'),
  'out-of-memory': () => { console.error('FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'); process.abort(); },
  'slow-in-parts': () => {
    setTimeout(() => progress('preparing'), 1_500);
    setTimeout(() => progress('preparing'), 3_000);
    setTimeout(() => say({ type: 'measured', measurement: MEASUREMENT }), 4_500);
  },
  hangs: () => { progress('training'); setInterval(() => {}, 1000); },
  'hangs-deaf': () => { for (;;); },
};

process.on('message', (command) => {
  if (command.type === 'cancel') process.exit(0);
  if (command.type === 'measure') ENDINGS[command.dataset](command);
  if (command.type === 'describe') say({ type: 'device', device: MEASUREMENT.device, exclusive: false });
});

import fc from 'fast-check';

/**
 * Property-based tests try the same inputs in every run, so that a commit is green or red and not sometimes both.
 * STRIDE_PROPERTY_SEED=random tries others, and a failure prints its seed; any integer repeats those of a run.
 */
const wanted = process.env['STRIDE_PROPERTY_SEED'];
if (wanted !== 'random') fc.configureGlobal({ seed: wanted === undefined ? 20_240 : Number(wanted) });

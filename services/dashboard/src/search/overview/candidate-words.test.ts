import type { SearchDetail } from '@stride/contracts';
import { describe, expect, it } from 'vitest';
import { candidateWords, referenceWords, type CandidateWordsInput } from './candidate-words.js';

const input = {
  columns: {
    number: [7, 8], status: ['completed', 'pruned'], reward: [0.81234, 0.5], accuracy: [0.84, 0.6], stepTimeMs: [30, null], params: [20_000, 1000],
    multiplyAdds: [4e6, 1e6], deviceClass: [1, null],
  },
  referenceStepTimesMs: [10, 20], deviceClasses: ['laptop', 'server'],
} as unknown as CandidateWordsInput;

describe('what a point says', () => {
  it('is its figures with units, the step time also as a multiple of the reference on its device', () => {
    const words = candidateWords(input, 0, ['on the front']);
    for (const part of ['Candidate 7, on the front', '0.8123', '84.00 %', '30.0 ms', '1.50×', '20.0k', '4.00M', 'server']) expect(words).toContain(part);
    expect(candidateWords({ ...input, deviceClasses: ['server'] }, 0, [])).not.toContain('server');
  });

  it('does not pass off what was pruned as measured to the end', () => {
    const words = candidateWords(input, 1, []);
    expect(words).toContain('reward when pruned');
    expect(words).not.toContain('×');
  });

  it('is said of the reference, too, as far as it is measured', () => {
    const reference = { reward: 0.8, accuracy: 0.8, stepTimeMs: { median: 24 }, multiplyAdds: 5e6 };
    expect(referenceWords({ reference, referenceParams: 1000 } as unknown as SearchDetail)).toMatch(/Reference.*0\.8000.*24\.0 ms.*1\.00k/);
    expect(referenceWords({ reference: null, referenceParams: 1000 })).toContain('–');
  });
});

import { describe, expect, it } from 'vitest';
import { formatItems } from './formats.js';

const unavailable = (hasWeights: boolean) =>
  formatItems(hasWeights).flatMap(({ id, unavailable: reason }) => (reason === null ? [] : [id]));

describe('export formats', () => {
  it('keeps what is nothing without weights until there are some, and says why', () => {
    expect(unavailable(false)).toEqual(['tfjs', 'onnx']);
    expect(unavailable(true)).toEqual([]);
    expect(formatItems(false).find(({ id }) => id === 'onnx')?.unavailable).toContain('train it in full');
  });

  it('says whether a file comes with weights', () => {
    const pytorch = (hasWeights: boolean) => formatItems(hasWeights).find(({ id }) => id === 'pytorch')?.description;
    expect(pytorch(false)).toContain('without trained weights');
    expect(pytorch(true)).toContain('with trained weights');
  });
});

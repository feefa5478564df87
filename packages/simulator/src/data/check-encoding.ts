import { show, StrideError, type Decision } from '@stride/core';

/** @throws StrideError ENCODING_INVALID naming the index that does not fit */
export function checkEncoding(decisions: readonly Decision[], encoding: unknown): asserts encoding is readonly number[] {
  if (!Array.isArray(encoding) || encoding.length !== decisions.length) {
    throw refusal('', `found ${show(encoding)}; expected a list of ${decisions.length} indices, one for each decision`);
  }
  for (let position = 0; position < decisions.length; position += 1) {
    const index: unknown = encoding[position];
    const { path, choices } = decisions[position] as Decision;
    if (Number.isInteger(index) && (index as number) >= 0 && (index as number) < choices.length) continue;
    throw refusal(`/${position}`, `found ${show(index)}; expected an index from 0 to ${choices.length - 1} for ${path}`);
  }
}

function refusal(path: string, message: string): StrideError {
  return new StrideError('ENCODING_INVALID', `The encoding does not belong to the table${path === '' ? '' : ` at ${path}`}: ${message}`, {
    issues: [{ path, message }],
  });
}

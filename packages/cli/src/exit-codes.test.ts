import { StrideApiError } from '@stride/client';
import { StrideError } from '@stride/core';
import { expect, it } from 'vitest';
import { exitCodeOf, exitCodeOfSearch } from './exit-codes.js';
import { UsageError } from './usage-error.js';

it.each<[unknown, number]>([
  [new UsageError('x'), 2], [Object.assign(new Error('x'), { name: 'CACError' }), 2], [new StrideError('CONFIG_INVALID', 'x'), 1], [new Error('x'), 1], ['x', 1],
  [new StrideApiError('NOT_READY', 0, 'x'), 3], [new StrideApiError('NOT_READY', 503, 'x'), 1], [new StrideApiError('SEARCH_UNKNOWN', 404, 'x'), 1],
])('%s ends with %d', (error, code) => {
  expect(exitCodeOf(error)).toBe(code);
});

it.each([['completed', 0], ['failed', 4], ['cancelled', 5]])('a search that has %s ends watching with %d', (status, code) => {
  expect(exitCodeOfSearch(status)).toBe(code);
});

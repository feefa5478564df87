import { expect, test } from 'vitest';
import { isId, newId } from './ids.js';

test('an id is a version 7 UUID', () => {
  const id = newId();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(isId(id)).toBe(true);
});

test('ids sort by the time they were made in, and do not repeat', () => {
  const ids = [1, 255, 256, 1_700_000_000_000, 1_700_000_000_001].map((now) => newId(now));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(Array.from({ length: 1000 }, () => newId(5))).size).toBe(1000);
});

test.each(['', 'x', '0', '../etc', `${newId()}0`, newId().replaceAll('-', ''), `{${newId()}}`])('%j is no id', (text) => {
  expect(isId(text)).toBe(false);
});

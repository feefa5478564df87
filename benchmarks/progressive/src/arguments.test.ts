import { expect, it } from 'vitest';
import { readOptions } from './arguments.js';

it('reads what is said', () => {
  expect(readOptions([])).toMatchObject({ seeds: 3, note: null, stored: true, json: false });
  expect(readOptions(['--epochs', '2', '--seeds', '1', '--note', 'alone', '--no-store', '--json']))
    .toEqual({ epochs: 2, seeds: 1, note: 'alone', stored: false, json: true });
});

it.each([[['--epochs', '0']], [['--seeds', '1.5']], [['--epochs', 'x']], [['--size', '3']], [['more']]])('refuses %j', (args) => {
  expect(() => readOptions(args)).toThrow();
});

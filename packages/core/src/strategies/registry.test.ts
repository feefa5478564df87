import { expect, it } from 'vitest';
import { STRATEGIES, strategyNamed } from './registry.js';

it('finds every strategy by its name', () => {
  expect(STRATEGIES.map(({ name }) => strategyNamed(name))).toEqual(STRATEGIES);
});

it('offers auto first, the default', () => {
  expect(STRATEGIES[0]?.name).toBe('auto');
});

it.each(['', 'Random', 'toString', '__proto__'])('says which there are when %j is none of them', (name) => {
  expect(() => strategyNamed(name)).toThrow(expect.objectContaining({
    code: 'STRATEGY_UNKNOWN', message: `No strategy has the name "${name}"; there are ${STRATEGIES.map((strategy) => strategy.name).join(', ')}`,
  }));
});

import { expect, it } from 'vitest';
import { validateProgressive } from './validate.js';

const strength = { imageSize: 14, magnitude: 5, mixup: 0, dropout: 0.1 };

it.each([
  { kind: 'none' }, { kind: 'linear', stages: 4, from: strength }, { kind: 'custom', stages: [{ share: 0.25, ...strength }, { share: 0.75, ...strength, imageSize: 28 }] },
])('returns %j as it is', (document) => {
  expect(validateProgressive(document)).toBe(document);
});

it.each<[unknown, ...string[]]>([
  [null, ''], [[], ''], [{}, '/kind'], [{ kind: 'cosine' }, '/kind'], [{ kind: 'none', stages: 2 }, '/stages'],
  [{ kind: 'linear', stages: 1, from: { ...strength, dropout: 1 } }, '/stages', '/from/dropout'], [{ kind: 'linear', stages: 2 }, '/from'],
  [{ kind: 'custom', stages: [] }, '/stages'], [{ kind: 'custom', stages: [{ ...strength, magnitude: 31 }] }, '/stages/0/share', '/stages/0/magnitude'],
  [{ kind: 'custom', stages: [{ share: 1, ...strength, size: 3 }] }, '/stages/0/size'],
])('says what is wrong with %j', (document, ...paths) => {
  const error = (() => { try { validateProgressive(document); } catch (thrown) { return thrown; } })() as { code: string; issues: { path: string }[] };
  expect(error.code).toBe('PROXY_TASK_INVALID');
  expect(error.issues.map(({ path }) => path)).toEqual(paths);
});

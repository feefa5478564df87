import { Type, type TSchema } from 'typebox';
import { expect, test } from 'vitest';
import { Ajv } from 'ajv';
import { schemaIssues } from './schema-issues.js';

function issues(schema: TSchema, value: unknown): [path: string, message: string][] {
  const validate = new Ajv({ allErrors: true, verbose: true, strict: false }).compile(schema);
  expect(validate(value)).toBe(false);
  return schemaIssues(validate.errors ?? []).map(({ path, message }) => [path, message]);
}

const strict = { additionalProperties: false };
const Kernel = Type.Unsafe({ type: 'number', enum: [3, 5] });
const Choice = Type.Union([Kernel, Type.Array(Kernel, { minItems: 1, uniqueItems: true })]);
const Space = Type.Object({ name: Type.String({ pattern: '^[a-z]+$' }), stages: Type.Array(Type.Object({ kernel: Choice }, strict)) }, strict);
const Request = Type.Object({ space: Type.Union([Type.String({ minLength: 1 }), Space]), limit: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Null()])) }, strict);

test('of a union only the branch that fits what was sent is spoken of', () => {
  expect(issues(Request, { space: { name: 'A', stages: [{ kernel: [3, 4] }, { kernel: 7 }, { kernel: [] }] } })).toEqual([
    ['/space/stages/0/kernel/1', 'found the number 4; expected one of 3, 5'],
    ['/space/stages/1/kernel', 'found the number 7; expected one of 3, 5 or a list of at least 1, each one of 3, 5'],
    ['/space/stages/2/kernel', 'found an empty list; expected a list of at least 1, each one of 3, 5'],
    ['/space/name', 'found the string "A"; expected a string of the form ^[a-z]+$'],
  ]);
});

test('a union that takes no such value says what it takes', () => {
  expect(issues(Request, { space: true })).toEqual([['/space', 'found true; expected a string of at least 1 characters or an object with the fields name, stages']]);
  expect(issues(Request, { space: 'a', limit: '1' })).toEqual([['/limit', 'found the string "1"; expected an integer of at least 1 or null']]);
});

const Kinds = Type.Object({
  shape: Type.Union([
    Type.Object({ kind: Type.Optional(Type.Literal('circle')), radius: Type.Optional(Type.Number({ minimum: 0 })) }, strict),
    Type.Object({ kind: Type.Literal('square'), side: Type.Optional(Type.Number({ minimum: -9, exclusiveMaximum: 0 })) }, strict),
    Type.Object({ kind: Type.Literal('point') }, strict),
  ]),
});

test('of a union whose branches differ in a constant only the one that is named is spoken of', () => {
  expect(issues(Kinds, { shape: { kind: 'square', side: 5, radius: 1, x: 2 } })).toEqual([
    ['/shape/radius', 'unknown field "radius"; the fields here are kind, side'],
    ['/shape/x', 'unknown field "x"; the fields here are kind, side'],
    ['/shape/side', 'found the number 5; expected a number of at least -9 and below 0'],
  ]);
  expect(issues(Kinds, { shape: { radius: -1 } })).toEqual([['/shape/radius', 'found the number -1; expected a number of at least 0']]);
  expect(issues(Kinds, { shape: { kind: 'cube', side: 1 } })).toEqual([['/shape/kind', 'found the string "cube"; expected one of "circle", "square", "point"']]);
});

test('unknown and missing fields are pointed at and named, with the ones there are', () => {
  expect(issues(Request, { 'a/b~c': 1 })).toEqual([
    ['/space', 'the field "space" is missing; expected a string of at least 1 characters or an object with the fields name, stages'],
    ['/a~1b~0c', 'unknown field "a/b~c"; the fields here are space, limit'],
  ]);
});

test('items that are the same are named', () => {
  expect(issues(Request, { space: { name: 'a', stages: [{ kernel: [3, 3] }] } })).toEqual([
    ['/space/stages/0/kernel', 'items 0 and 1 are the same; expected different ones'],
  ]);
});

test('there is an end to what is listed, and to what is repeated of it', () => {
  const many = issues(Request, { space: { name: 'a', stages: Array.from({ length: 500 }, () => ({ kernel: 'x'.repeat(10_000) })) } });
  expect(many).toHaveLength(20);
  expect(JSON.stringify(many).length).toBeLessThan(10_000);
});

import { ArchitectureDetailSchema, ScaledArchitectureSchema } from '@stride/contracts';
import { openArtifactStore } from '@stride/artifacts';
import { describeArchitecture, referenceArchitecture, REFERENCE_ARCHITECTURES, scaleArchitecture, sizeFamily } from '@stride/core';
import { createDatabase } from '@stride/storage';
import { architectures } from '@stride/testing';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../../app.js';
import type { App } from '../../context.js';
import { spaceLibrary } from '../../space-library.js';
import { REFERENCE, SMALL } from '../../testing/test-service.js';

let app: App;
// Nothing here needs a database.
const db = createDatabase('postgresql://nobody@127.0.0.1:9/none');

beforeAll(async () => {
  app = buildApp({ db, artifacts: openArtifactStore('/nowhere'), spaces: spaceLibrary([SMALL]), dashboardDir: '/nowhere' });
  await app.ready();
});

afterAll(async () => {
  await app.close();
  await db.close();
});

const get = (url: string) => app.inject(url);
const scale = (payload: object) => app.inject({ method: 'POST', url: '/v1/architectures/scale', payload });

function expectForm(schema: object, value: unknown): void {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
}

test('published networks are listed with what they cost', async () => {
  const { items } = (await get('/v1/architectures')).json<{ items: { name: string }[] }>();
  expect(items.map(({ name }) => name)).toEqual(REFERENCE_ARCHITECTURES.map(({ name }) => name));
  expect(items).toContainEqual({
    name: 'efficientnetv2-s', input: { height: 384, width: 384, channels: 3 }, classes: 1000, text: expect.stringContaining('fused_k3_s1_e1_c24_l2'),
    params: { trainable: 21_458_488, total: 21_612_360 }, multiplyAdds: 8_365_617_152,
  });
});

describe('one published network', () => {
  test('is handed out whole, as core describes it', async () => {
    const response = await get('/v1/architectures/efficientnetv2-m');
    expect(response.json()).toEqual(JSON.parse(JSON.stringify({ name: 'efficientnetv2-m', ...describeArchitecture(referenceArchitecture('efficientnetv2-m')) })));
    expectForm(ArchitectureDetailSchema, response.json());
  });

  test('for other images, classes and batches too', async () => {
    const body = (await get('/v1/architectures/efficientnet-b0?imageSize=96&classes=10&batchSize=8')).json();
    expect(body).toMatchObject({ batchSize: 8, architecture: referenceArchitecture('efficientnet-b0', { imageSize: 96, classes: 10 }) });
    expect(body.activationBytes).toBe(describeArchitecture(body.architecture, { batchSize: 8 }).activationBytes);
  });

  test.each(['efficientnet-b8', '__proto__', 'scale', '%F0%9F%98%80'])('none is named %s', async (name) => {
    const response = await get(`/v1/architectures/${name}`);
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'ARCHITECTURE_UNKNOWN', detail: expect.stringContaining('efficientnetv2-b0, efficientnetv2-b1') });
  });

  test.each([
    ['imageSize=31', 422, 'ARCHITECTURE_INVALID', '/imageSize', 'images of 31x31; expected at least 32x32'],
    ['imageSize=0', 422, 'ARCHITECTURE_INVALID', '/imageSize', 'found 0'],
    ['classes=1', 422, 'ARCHITECTURE_INVALID', '/classes', 'found 1'],
    ['batchSize=-4', 422, 'ARCHITECTURE_INVALID', '/batchSize', 'found -4'],
    ['imageSize=large', 400, 'INVALID_REQUEST', '/imageSize', 'large'],
    ['size=3', 400, 'INVALID_REQUEST', '/size', 'unknown field'],
  ])('?%s is refused', async (query, status, code, path, message) => {
    const response = await get(`/v1/architectures/efficientnetv2-s?${query}`);
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ code, issues: [{ path, message: expect.stringContaining(message) }] });
  });
});

describe('scaling', () => {
  test.each([['b1', 1, 1.1, 240], ['b2', 1.1, 1.2, 260], ['b3', 1.2, 1.4, 300]])('makes %s of the base', async (name, width, depth, imageSize) => {
    const response = await scale({ architecture: 'efficientnetv2-b0', target: { width, depth }, imageSize });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ coefficients: { width, depth, resolution: imageSize / 224 }, architecture: referenceArchitecture(`efficientnetv2-${name}`) });
    expectForm(ScaledArchitectureSchema, response.json());
  });

  test('takes a document, and answers as core does', async () => {
    const request = { method: 'nonuniform', target: { phi: 2 }, rounding: { multipleOf: 4 }, imageSize: null, maxImageSize: 32 } as const;
    const { architecture, coefficients } = scaleArchitecture(REFERENCE, request);
    expect((await scale({ architecture: REFERENCE, batchSize: 64, ...request })).json())
      .toEqual(JSON.parse(JSON.stringify({ coefficients, ...describeArchitecture(architecture, { batchSize: 64 }) })));
  });

  test('gives back the sizes that a family has', async () => {
    const [, medium] = sizeFamily(REFERENCE);
    const answer = await scale({ architecture: REFERENCE, method: 'nonuniform', target: { ...medium?.coefficients } });
    expect(answer.json()).toMatchObject({ architecture: medium?.architecture });
  });

  test('meets budgets, for other classes too', async () => {
    const params = (await scale({ architecture: 'efficientnetv2-s', classes: 10, target: { params: 5e6 } })).json().params.trainable;
    expect(Math.abs(params / 5e6 - 1)).toBeLessThanOrEqual(0.05);
    const { multiplyAdds } = (await scale({ architecture: 'efficientnet-b0', target: { multiplyAdds: 1e9 } })).json();
    expect(Math.abs(multiplyAdds / 1e9 - 1)).toBeLessThanOrEqual(0.05);
  });

  test.each<[object, number, string, string]>([
    [{ architecture: 'efficientnetv2-b0', target: { width: 0 } }, 422, 'SCALING_INVALID', '/target/width'],
    [{ architecture: 'efficientnetv2-b0', target: { depth: -1 } }, 422, 'SCALING_INVALID', '/target/depth'],
    [{ architecture: 'efficientnetv2-b0', target: { resolution: 0.1 } }, 422, 'SCALING_INVALID', '/target'],
    [{ architecture: 'efficientnetv2-b0', target: { phi: 1 }, imageSize: 16 }, 422, 'SCALING_INVALID', '/imageSize'],
    [{ architecture: 'efficientnetv2-b0', target: { params: 100 } }, 422, 'SCALING_INVALID', '/target/params'],
    [{ architecture: 'efficientnetv2-b0', target: { phi: 1, params: 1e6 } }, 422, 'SCALING_INVALID', '/target'],
    [{ architecture: 'efficientnetv2-b0', target: {} }, 422, 'SCALING_INVALID', '/target'],
    [{ architecture: 'efficientnetv2-b0', target: { phi: 1 }, rounding: { multipleOf: 0 } }, 422, 'SCALING_INVALID', '/rounding/multipleOf'],
    [{ architecture: 'efficientnetv2-b0', target: { phi: 1 }, classes: 1 }, 422, 'ARCHITECTURE_INVALID', '/classes'],
    [{ architecture: 'nobody', target: { phi: 1 } }, 404, 'ARCHITECTURE_UNKNOWN', ''],
    [{ architecture: { ...REFERENCE, classes: 1e9 }, target: { phi: 1 } }, 422, 'ARCHITECTURE_INVALID', '/architecture/classes'],
    [{ architecture: { ...REFERENCE, stages: [] }, target: { phi: 1 } }, 400, 'INVALID_REQUEST', '/architecture/stages'],
    [{ architecture: 'efficientnetv2-b0', target: { width: '2' } }, 400, 'INVALID_REQUEST', '/target/width'],
    [{ architecture: 'efficientnetv2-b0', target: { phi: 1 }, method: 'magic' }, 400, 'INVALID_REQUEST', '/method'],
    [{ architecture: 'efficientnetv2-b0' }, 400, 'INVALID_REQUEST', '/target'],
  ])('%j is refused', async (payload, status, code, path) => {
    const response = await scale(payload);
    expect([response.statusCode, response.json().code]).toEqual([status, code]);
    if (path !== '') expect(response.json().issues).toContainEqual(expect.objectContaining({ path }));
  });

  test('never fails inside, whatever is asked', () => {
    const number = fc.oneof(fc.constantFrom(0, -0, -1, 0.05, 1, 20, 16, 1e15, 1e308, 5e-324, 8192, 2 ** 53), fc.double({ noNaN: true, noDefaultInfinity: true, min: 0.01, max: 100 }));
    const some = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
    const payload = fc.record({
      architecture: fc.oneof(fc.constantFrom('efficientnetv2-b0', '', '__proto__'), architectures, fc.constant(REFERENCE)),
      method: some(fc.constantFrom('compound', 'nonuniform')),
      target: fc.oneof(
        fc.record({ width: some(number), depth: some(number), resolution: some(number) }), fc.record({ phi: number }), fc.record({ params: number }), fc.record({ multiplyAdds: number }),
      ),
      rounding: some(fc.record({ multipleOf: some(number), minimum: some(number), keepNinetyPercent: some(fc.boolean()) })),
      imageSize: some(fc.option(number)), maxImageSize: some(fc.option(number)), classes: some(number), batchSize: some(number),
    });
    return fc.assert(fc.asyncProperty(payload, async (body) => {
      const response = await scale(body);
      expect([200, 400, 404, 422]).toContain(response.statusCode);
      if (response.statusCode === 200) expect(Number.isSafeInteger(response.json().params.trainable)).toBe(true);
      else expect(response.json().detail).not.toBe('');
    }), { numRuns: 60 });
  });
});

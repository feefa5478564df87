import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openArtifactStore } from './open.js';
import { S3Store } from './s3-store.js';
import { restoreEnvironment, s3Environment } from './testing/s3-environment.js';

const KEY = 'trainings/5f1c/weights.safetensors';
const unavailable = (pattern: RegExp) => ({ code: 'ARTIFACT_STORE_UNAVAILABLE', message: expect.stringMatching(pattern) });

restoreEnvironment();

describe('a bucket that cannot be used', () => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'stride-s3-'));
  const server = new S3rver({
    port: 0, address: '127.0.0.1', silent: true, directory: scratch, configureBuckets: [{ name: 'weights' }],
  });
  let endpoint: string;

  beforeAll(async () => { endpoint = `http://127.0.0.1:${(await server.run()).port}`; });
  afterAll(async () => {
    await server.close();
    rmSync(scratch, { recursive: true });
  });

  it('is no missing file when the bucket is not there', async () => {
    s3Environment(endpoint);
    const store = openArtifactStore('s3://no-such-bucket/x');
    expect(store.description).toBe(`s3://no-such-bucket/x at ${endpoint}`);
    const refusal = unavailable(/could not read .*: NoSuchBucket: The specified bucket does not exist; make the bucket/);
    await expect(store.find(KEY)).rejects.toMatchObject(refusal);
    await expect(store.get(KEY)).rejects.toMatchObject(refusal);
    await expect(store.check()).rejects.toMatchObject(unavailable(/could not store .*NoSuchBucket/));
  });

  it('names what to check of an unknown account, and no secret', async () => {
    s3Environment(endpoint, { id: 'STRANGER', secret: 'hush-hush-hush' });
    const failure = await openArtifactStore('s3://weights').put(KEY, Buffer.from('x')).catch((error: unknown) => error);
    expect(failure).toMatchObject(unavailable(/InvalidAccessKeyId: .*; check AWS_ACCESS_KEY_ID/));
    expect(String(failure)).not.toContain('hush');
  });

  it('is asked again when the client could not be made', async () => {
    s3Environment(endpoint);
    const real = await vi.importActual<typeof import('@aws-sdk/client-s3')>('@aws-sdk/client-s3');
    let failures = 1;
    class Unsteady extends real.S3Client {
      constructor(...args: ConstructorParameters<typeof real.S3Client>) {
        if (failures-- > 0) throw new Error('too many open files');
        super(...args);
      }
    }
    vi.doMock('@aws-sdk/client-s3', () => ({ ...real, S3Client: Unsteady }));
    try {
      const store = openArtifactStore('s3://weights');
      await expect(store.find(KEY)).rejects.toMatchObject(unavailable(/too many open files/));
      await expect(store.find(KEY)).resolves.toBeNull();
    } finally {
      vi.doUnmock('@aws-sdk/client-s3');
    }
  });

  it('says which settings are missing', async () => {
    s3Environment(endpoint);
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    await expect(openArtifactStore('s3://weights').check()).rejects.toMatchObject(unavailable(/CredentialsProviderError: .*; give AWS_ACCESS_KEY_ID/));
    vi.stubEnv('AWS_ENDPOINT_URL_S3', undefined);
    await expect(openArtifactStore('s3://weights').check()).rejects.toMatchObject(unavailable(/Region is missing; set AWS_REGION/));
  });
});

describe('a server', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function listening(answer: RequestListener): Promise<string> {
    const started = createServer(answer);
    server = started;
    await new Promise<void>((resolve) => { started.listen(0, '127.0.0.1', resolve); });
    const address = started.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  const impatient = () => new S3Store('weights', '', { connectMs: 200, silenceMs: 200 });

  const EMPTY = ['AWS_REGION', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL', 'AWS_PROFILE', 'AWS_CA_BUNDLE', 'AWS_ROLE_ARN'];

  it('is asked as if settings that are empty were unset', async () => {
    let authorization = '';
    const endpoint = await listening((request, response) => {
      authorization = request.headers.authorization ?? '';
      response.writeHead(200).end();
    });
    s3Environment(endpoint);
    for (const name of EMPTY) vi.stubEnv(name, '');
    await impatient().delete(KEY);
    expect(authorization).toContain('/us-east-1/s3/');
    for (const name of EMPTY) vi.stubEnv(name, '');
    vi.stubEnv('AWS_DEFAULT_REGION', 'eu-west-3');
    await impatient().delete(KEY);
    expect(authorization).toContain('/eu-west-3/s3/');
  });

  it('may be named by the configuration of AWS', async () => {
    let authorization = '';
    const endpoint = await listening((request, response) => {
      authorization = request.headers.authorization ?? '';
      response.writeHead(200).end();
    });
    const folder = mkdtempSync(path.join(tmpdir(), 'stride-s3-config-'));
    try {
      const config = path.join(folder, 'config');
      writeFileSync(config, `[default]\nregion = eu-north-1\nendpoint_url = ${endpoint}\n`);
      s3Environment('');
      for (const name of EMPTY) vi.stubEnv(name, '');
      vi.stubEnv('AWS_CONFIG_FILE', config);
      await impatient().delete(KEY);
      expect(authorization).toContain('/eu-north-1/s3/');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is given up when it takes no connection', async () => {
    const endpoint = await listening(() => {});
    await new Promise((resolve) => { server?.close(resolve); });
    s3Environment(endpoint);
    await expect(impatient().check()).rejects.toMatchObject(unavailable(/connect ECONNREFUSED .*; check the address in AWS_ENDPOINT_URL_S3/));
  });

  it('is given up when it never answers', async () => {
    s3Environment(await listening(() => {}));
    await expect(impatient().put(KEY, Buffer.from('x'))).rejects.toMatchObject(unavailable(/TimeoutError: /));
  });

  it('is given up when it falls silent in the middle', async () => {
    s3Environment(await listening((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write(Buffer.alloc(500));
    }));
    await expect(impatient().find(KEY)).rejects.toMatchObject(unavailable(/could not read .*TimeoutError: /));
  });

  it('passes no half of a file for the whole when it breaks off', async () => {
    s3Environment(await listening((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write(Buffer.alloc(500), () => { response.destroy(); });
    }));
    await expect(impatient().find(KEY)).rejects.toMatchObject(unavailable(/could not read /));
  });

  it('is asked again when it is busy', async () => {
    let asked = 0;
    s3Environment(await listening((_request, response) => {
      asked += 1;
      response.writeHead(asked < 3 ? 503 : 200).end();
    }));
    await impatient().delete(KEY);
    expect(asked).toBe(3);
  });
});

import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import type { ArtifactStore, StoredArtifact } from './artifact-store.js';
import { missing, unavailable } from './errors.js';
import { checkKey } from './key.js';
import { probe } from './probe.js';
import { endpointOf, isMissing, refusalOf } from './s3-errors.js';

/** Nothing waits for ever: a connection must stand, and then some byte move, within these. */
export interface S3Timeouts {
  readonly connectMs: number;
  readonly silenceMs: number;
}

const TIMEOUTS: S3Timeouts = { connectMs: 5_000, silenceMs: 30_000 };
const ATTEMPTS = 3;

/**
 * Artifacts as objects of a bucket, by the official client with its usual settings: credentials from its standard
 * chain, `AWS_REGION`, and `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL` for stores other than AWS's. The client is
 * loaded with the first call: whoever stores in a folder never pays for it.
 */
export class S3Store implements ArtifactStore {
  readonly description: string;
  readonly #bucket: string;
  readonly #prefix: string;
  readonly #timeouts: S3Timeouts;
  #connection: Promise<Connection> | undefined;

  /** `prefix` is empty or a key of folders, without a slash at either end. */
  constructor(bucket: string, prefix: string, timeouts: S3Timeouts = TIMEOUTS) {
    this.#bucket = bucket;
    this.#prefix = prefix === '' ? '' : `${prefix}/`;
    this.#timeouts = timeouts;
    const endpoint = endpointOf(process.env);
    this.description = `s3://${[bucket, prefix].filter(Boolean).join('/')}${endpoint ? ` at ${endpoint.origin}` : ''}`;
  }

  async put(key: string, bytes: Uint8Array): Promise<StoredArtifact> {
    const object = this.#object(key);
    await this.#attempt(`store ${key}`, ({ client, s3 }) => client.send(new s3.PutObjectCommand({ ...object, Body: bytes })));
    return { key, bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  async get(key: string): Promise<Uint8Array> {
    const bytes = await this.find(key);
    if (!bytes) throw missing(this.description, key);
    return bytes;
  }

  async find(key: string): Promise<Uint8Array | null> {
    const object = this.#object(key);
    return this.#attempt(`read ${key}`, async ({ client, s3 }) => {
      try {
        const { Body } = await client.send(new s3.GetObjectCommand(object));
        return Body ? await Body.transformToByteArray() : new Uint8Array();
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    });
  }

  async delete(key: string): Promise<void> {
    const object = this.#object(key);
    await this.#attempt(`delete ${key}`, ({ client, s3 }) => client.send(new s3.DeleteObjectCommand(object)));
  }

  async check(): Promise<void> {
    await probe(this);
  }

  #object(key: string): { Bucket: string; Key: string } {
    checkKey(key);
    return { Bucket: this.#bucket, Key: `${this.#prefix}${key}` };
  }

  /** One for all, but for one that has failed. */
  #connect(): Promise<Connection> {
    this.#connection ??= connect(this.#timeouts).catch((error: unknown) => {
      this.#connection = undefined;
      throw error;
    });
    return this.#connection;
  }

  async #attempt<T>(what: string, act: (connection: Connection) => Promise<T>): Promise<T> {
    try {
      return await act(await this.#connect());
    } catch (error) {
      throw unavailable(this.description, what, refusalOf(error), error);
    }
  }
}

/** As if unset: docker compose and the like pass on what nobody has set as empty, and the client takes an empty region for one. */
function dropEmptySettings(): void {
  for (const [name, value] of Object.entries(process.env)) if (name.startsWith('AWS_') && value === '') delete process.env[name];
}

interface Connection {
  readonly client: S3Client;
  readonly s3: typeof import('@aws-sdk/client-s3');
}

async function connect({ connectMs, silenceMs }: S3Timeouts): Promise<Connection> {
  const s3 = await import('@aws-sdk/client-s3');
  dropEmptySettings();
  const endpoint = endpointOf(process.env);
  // The client itself reads AWS_REGION and the endpoint's variables; AWS_DEFAULT_REGION is what other AWS tools read.
  const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? (endpoint ? 'us-east-1' : undefined);
  const client = new s3.S3Client({
    ...(region === undefined ? {} : { region }),
    // Other stores than AWS's seldom answer to bucket names as host names, nor know AWS's newer checksums.
    ...(endpoint ? { forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' } : {}),
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: connectMs, socketTimeout: silenceMs },
  });
  return { client, s3 };
}

import type { Refusal } from './errors.js';

/** The store's own address where the environment names one, as the client reads it. */
export function endpointOf(env: NodeJS.ProcessEnv): URL | undefined {
  const value = env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL'];
  return value && URL.canParse(value) ? new URL(value) : undefined;
}

/** A missing bucket is no missing file: that one is for a person to see. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === 'NoSuchKey';
}

const CHECKS: Readonly<Record<string, string>> = {
  NoSuchBucket: 'make the bucket, or correct its name',
  AccessDenied: 'the credentials need s3:GetObject, s3:PutObject and s3:DeleteObject there, and s3:ListBucket to tell a missing file from a forbidden one',
  InvalidAccessKeyId: 'check AWS_ACCESS_KEY_ID or the profile',
  SignatureDoesNotMatch: 'check AWS_SECRET_ACCESS_KEY or the profile',
  ExpiredToken: 'renew the credentials',
  CredentialsProviderError: 'give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile or a role',
  PermanentRedirect: 'set AWS_REGION to the bucket\'s region',
  AuthorizationHeaderMalformed: 'set AWS_REGION to the bucket\'s region',
  EntityTooLarge: 'one object may have 5 GB at most',
  TimeoutError: 'check the address in AWS_ENDPOINT_URL_S3 and the network',
};

const CONNECTION = 'check the address in AWS_ENDPOINT_URL_S3 and that the store runs there';

/** The answers of S3 name keys and buckets, never a secret; nothing else of the request goes into a message. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Error)) return { said: String(error), check: CONNECTION };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  // Node leaves the message empty where it has tried several addresses of one host.
  const text = error.message || code || error.name;
  const said = /^(Error|AggregateError|TypeError)$/.test(error.name) ? text : `${error.name}: ${text}`;
  return { said, check: checkFor(error, code) };
}

function checkFor(error: Error, code: string | undefined): string {
  if (error.message === 'Region is missing') return 'set AWS_REGION';
  if (code !== undefined && /^E[A-Z]/.test(code)) return CONNECTION;
  return CHECKS[error.name] ?? 'check the store\'s own log';
}

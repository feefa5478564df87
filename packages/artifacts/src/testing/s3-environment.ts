import { afterEach, vi } from 'vitest';

/** Until the test ends, the official client finds this account and this server, and nothing of who runs the tests. */
export function s3Environment(endpoint: string, account = { id: 'S3RVER', secret: 'S3RVER' }): void {
  const environment: Readonly<Record<string, string | undefined>> = {
    AWS_ENDPOINT_URL_S3: endpoint, AWS_ENDPOINT_URL: undefined,
    AWS_ACCESS_KEY_ID: account.id, AWS_SECRET_ACCESS_KEY: account.secret, AWS_SESSION_TOKEN: undefined,
    AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined, AWS_PROFILE: undefined,
    AWS_CONFIG_FILE: '/nowhere/config', AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials', AWS_EC2_METADATA_DISABLED: 'true',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
}

export function restoreEnvironment(): void {
  afterEach(() => { vi.unstubAllEnvs(); });
}

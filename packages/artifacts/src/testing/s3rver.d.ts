declare module 's3rver' {
  import type { AddressInfo } from 'node:net';

  /** An S3 server in this process, its buckets in `directory`. Its one account is `S3RVER` with the secret `S3RVER`. */
  export default class S3rver {
    constructor(options: {
      readonly port: number;
      readonly address: string;
      readonly silent: boolean;
      readonly directory: string;
      readonly configureBuckets: readonly { readonly name: string }[];
    });
    run(): Promise<AddressInfo>;
    close(): Promise<void>;
  }
}

declare module 'fs-native-extensions' {
  interface LockOptions {
    readonly shared?: boolean;
  }
  /** Advisory lock on a byte range of an open file; released by the system when the process dies. */
  export function waitForLock(fd: number, offset: number, length: number, options?: LockOptions): Promise<void>;
  export function tryLock(fd: number, offset: number, length: number, options?: LockOptions): boolean;
  export function unlock(fd: number, offset: number, length: number): void;
}

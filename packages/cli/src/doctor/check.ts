export type CheckStatus = 'ok' | 'warning' | 'problem';

/** What was found of one thing. */
export interface Check {
  readonly name: string;
  readonly status: CheckStatus;
  readonly finding: string;
  /** What to do; null where there is nothing to do. */
  readonly advice: string | null;
}

export const ok = (name: string, finding: string): Check => ({ name, status: 'ok', finding, advice: null });
export const warning = (name: string, finding: string, advice: string): Check => ({ name, status: 'warning', finding, advice });
export const problem = (name: string, finding: string, advice: string): Check => ({ name, status: 'problem', finding, advice });

/** Waits for an answer, and no longer. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not answer within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** In one line. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';

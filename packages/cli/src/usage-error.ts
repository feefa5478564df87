import { StrideError } from '@stride/core';

/** The command line itself is wrong: a command, a flag, or a value that it does not take. Ends with an exit code of its own. */
export class UsageError extends StrideError {
  constructor(message: string) {
    super('CONFIG_INVALID', message);
  }
}

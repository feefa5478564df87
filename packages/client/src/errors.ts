/** What was wrong with one value of a request. */
export interface ProblemIssue {
  /** JSON pointer into what was sent; '' is all of it. */
  readonly path: string;
  readonly message: string;
}

/** Why a call was refused or could not be made. Its message can be shown to a person as it is. */
export class StrideApiError extends Error {
  override readonly name = 'StrideApiError';
  /** Stable: one of the API's catalogue, or NOT_READY where nobody answers, or UNEXPECTED where something else than Stride does. */
  readonly code: string;
  /** HTTP status; 0 where nobody answered. */
  readonly status: number;
  /** What happened, without the issues. */
  readonly detail: string;
  readonly issues: readonly ProblemIssue[];

  constructor(code: string, status: number, detail: string, { issues = [], cause }: { issues?: readonly ProblemIssue[]; cause?: unknown } = {}) {
    super([detail, ...issues.map((issue) => `  ${issue.path || '/'}: ${issue.message}`)].join('\n'), { cause });
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.issues = issues;
  }
}

/** Something went wrong on the way or on the other side, which may be well again soon. */
export function isTemporary(error: unknown): boolean {
  return error instanceof StrideApiError && (error.status === 0 || error.status === 429 || error.status >= 500);
}

/** The refusal that a response is: Stride's problem document, or whatever else was answered. */
export async function refusal(response: Response): Promise<StrideApiError> {
  const text = await response.text().catch(() => '');
  const problem = parseProblem(text);
  if (problem !== null) return new StrideApiError(problem.code, response.status, problem.detail, { issues: problem.issues ?? [] });
  const answer = `${response.status} ${response.statusText}`.trim();
  return new StrideApiError('UNEXPECTED', response.status, `${response.url} answered ${answer}, and not as Stride does. Is there something else at this address?`);
}

interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly issues?: readonly ProblemIssue[];
}

function parseProblem(text: string): Problem | null {
  try {
    const value = JSON.parse(text) as Partial<Problem> | null;
    return typeof value?.code === 'string' && typeof value.detail === 'string' ? (value as Problem) : null;
  } catch {
    return null;
  }
}

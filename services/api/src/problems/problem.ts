import { ProblemSchema, type Problem } from '@stride/contracts';
import { ERRORS, StrideError, type ErrorCode, type Issue } from '@stride/core';
import type { ErrorObject } from 'ajv';
import type { FastifyError } from 'fastify';
import { Type, type TSchema } from 'typebox';
import { schemaIssues } from './schema-issues.js';

export const PROBLEM_TYPE = 'application/problem+json';

/** What went wrong, as an RFC 9457 document. `instance` is the address that was asked for. */
export function problemOf(error: unknown, instance: string): Problem {
  const { code, detail, issues } = explain(error);
  const { status, title } = ERRORS[code];
  return { type: `urn:stride:error:${code}`, title, status, code, detail, instance, issues: [...issues] };
}

interface Explanation {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly issues: readonly Issue[];
}

function explain(error: unknown): Explanation {
  if (error instanceof StrideError) {
    // What happened inside is for the log, not for the caller.
    if (ERRORS[error.code].status === 500) return internal;
    return { code: error.code, detail: error.message, issues: error.issues };
  }
  return (isFastifyError(error) ? explainFastify(error) : null) ?? internal;
}

const internal: Explanation = {
  code: 'INTERNAL', detail: 'the service failed to answer this request; its log says why', issues: [],
};

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'statusCode' in error;
}

function explainFastify(error: FastifyError): Explanation | null {
  if (error.validation) return explainValidation(error);
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return { code: 'BODY_TOO_LARGE', detail: 'a body may have up to 1 MiB', issues: [] };
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return { code: 'UNSUPPORTED_MEDIA_TYPE', detail: `${error.message}; send Content-Type: application/json`, issues: [] };
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return { code: 'INVALID_REQUEST', detail: error.message, issues: [] };
  }
  return null;
}

const PART_NAMES: Readonly<Record<string, string>> = {
  body: 'the body', querystring: 'the query string', headers: 'the headers', params: 'the address',
};

function explainValidation(error: FastifyError): Explanation {
  const issues = schemaIssues(error.validation as unknown as ErrorObject[]);
  const part = PART_NAMES[error.validationContext ?? ''] ?? 'the request';
  const first = issues[0];
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  const where = first?.path ? ` at ${first.path}` : '';
  return { code: 'INVALID_REQUEST', detail: `${part} is not as documented${where}: ${first?.message ?? error.message}${more}`, issues };
}

/** Every endpoint can answer with these. */
const COMMON: readonly ErrorCode[] = ['INVALID_REQUEST', 'DATABASE_UNAVAILABLE', 'INTERNAL'];

/** An endpoint that takes a body can also answer with these. */
export const BODY_PROBLEMS: readonly ErrorCode[] = ['BODY_EMPTY', 'INVALID_JSON', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];

/** One response of the documentation. */
interface ProblemResponse {
  readonly description: string;
  readonly content: Readonly<Record<string, { readonly schema: TSchema }>>;
}

/** The problem responses of an endpoint, by status, each listing the codes it can carry. */
export function problemResponses(...codes: readonly ErrorCode[]): Record<number, ProblemResponse> {
  const all = [...new Set([...codes, ...COMMON])];
  const statuses = [...new Set(all.map((code) => ERRORS[code].status))].sort();
  return Object.fromEntries(statuses.map((status) => [status, problemResponse(all.filter((code) => ERRORS[code].status === status))]));
}

function problemResponse(codes: readonly ErrorCode[]): ProblemResponse {
  const code = Type.Unsafe<string>({ type: 'string', enum: [...codes] });
  const schema = Type.Object({ ...ProblemSchema.properties, code }, { additionalProperties: false, title: 'Problem' });
  return { description: codes.map((each) => `${each}: ${ERRORS[each].title}`).join('. '), content: { [PROBLEM_TYPE]: { schema } } };
}

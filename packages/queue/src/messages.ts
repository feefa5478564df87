/** Checks messages against the contract, on their way in and out. */
import { JobSchema, ReportSchema, type Job, type Report } from '@stride/contracts';
import { StrideError, type Issue } from '@stride/core';
import { Compile } from 'typebox/compile';

interface Validator {
  Check(value: unknown): boolean;
  Errors(value: unknown): { keyword: string; instancePath: string; message: string }[];
}

const jobs: Validator = Compile(JobSchema);
const reports: Validator = Compile(ReportSchema);
/** One per kind of job and type of report, since the errors of a union name every member. */
const jobsByKind = new Map<unknown, Validator>(JobSchema.anyOf.map((member) => [member.properties.kind.const, Compile(member)]));
const reportsByType = new Map<unknown, Validator>(ReportSchema.anyOf.map((member) => [member.properties.type.const, Compile(member)]));

const SHOWN_ISSUES = 5;

/** @throws StrideError QUEUE_MESSAGE_INVALID */
export function checkJob(value: unknown): Job {
  const kind = fieldOf(value, 'kind');
  return check<Job>(value, jobsByKind.get(kind) ?? jobs, typeof kind === 'string' ? `${kind} job` : 'job');
}

/** @throws StrideError QUEUE_MESSAGE_INVALID */
export function checkReport(value: unknown): Report {
  const type = fieldOf(value, 'type');
  return check<Report>(value, reportsByType.get(type) ?? reports, typeof type === 'string' ? `${type} report` : 'report');
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function check<T>(value: unknown, validator: Validator, what: string): T {
  if (validator.Check(value)) return value as T;
  const issues: Issue[] = validator.Errors(value)
    // Says again, of the whole object, what `boolean` says of each field.
    .filter(({ keyword }) => keyword !== 'additionalProperties')
    .slice(0, SHOWN_ISSUES)
    .map(({ keyword, instancePath, message }) => ({
      path: instancePath,
      message: `${keyword === 'boolean' ? 'is not a known field' : message}, found ${show(valueAt(value, instancePath))}`,
    }));
  const text = issues.map(({ path, message }) => `${path || '/'} ${message}`).join('; ');
  throw new StrideError('QUEUE_MESSAGE_INVALID', `The ${what} is not valid: ${text}`, { issues });
}

function valueAt(value: unknown, pointer: string): unknown {
  const keys = pointer.split('/').slice(1).map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
}

function show(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

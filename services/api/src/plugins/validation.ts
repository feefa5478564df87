import { Ajv, type Options } from 'ajv';
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import { StrideError } from '@stride/core';
import type { TSchema } from 'typebox';
import { unstorable } from './unstorable.js';

const shared = { allErrors: true, verbose: true, strict: false, useDefaults: true, removeAdditional: false, validateFormats: false } satisfies Options;

/** A body is taken as it was sent: nothing is converted and nothing is dropped in silence. JSON can say 1e999, which is no number here. */
const bodies = new Ajv({ ...shared, coerceTypes: false, strictNumbers: true });
/** Everything in an address is text, so numbers have to be read from it, and a list that is named once is one of one. */
const addresses = new Ajv({ ...shared, coerceTypes: 'array' });

/** Compiles a schema for one part of the request. */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) =>
  (httpPart === 'body' ? bodies : addresses).compile(schema);

/** A search space of a hundred stages is some tens of kilobytes. */
export const BODY_LIMIT_BYTES = 1_048_576;

/** How requests are checked before a route sees them. */
export function checkRequests(app: FastifyInstance): void {
  app.setValidatorCompiler(compileValidator);
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, parseJson(String(body)));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
  app.addHook('preValidation', async (request) => {
    const schema = request.routeOptions.schema?.body as { readonly required?: readonly string[] } | undefined;
    if (schema && request.body === undefined) request.body = bodyForNone(schema.required ?? []);
    for (const part of [request.body, request.query, request.params]) {
      const issue = unstorable(part);
      if (issue) throw new StrideError('INVALID_REQUEST', 'the request holds something that cannot be stored', { issues: [issue] });
    }
  });
}

/** Nothing stands for an empty object where no field has to be sent. */
function bodyForNone(required: readonly string[]): object {
  if (required.length === 0) return {};
  throw new StrideError('BODY_EMPTY',
    `this endpoint takes a JSON object with at least ${required.join(', ')} as its body; send one, with Content-Type: application/json`);
}

/** Undefined for an empty body: whether that is wrong depends on the route. */
function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StrideError('INVALID_JSON', `the body cannot be read as JSON: ${reason}`, { cause: error });
  }
}


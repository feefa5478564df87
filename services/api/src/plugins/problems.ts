import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../context.js';
import { problemOf, PROBLEM_TYPE } from '../problems/problem.js';

/** Every answer that is not a success is a problem document. */
export function answerWithProblems(app: App): void {
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
}

/** What Fastify refuses before it looks for a route, such as an address with a broken escape. */
export function answerFrameworkError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(error, request, reply);
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error, request.url);
  if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, problem.detail);
  else request.log.info({ code: problem.code }, problem.detail);
  reply.code(problem.status).type(PROBLEM_TYPE).send(problem);
}

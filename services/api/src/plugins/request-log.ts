import type { App } from '../context.js';

/**
 * One line a request, with the id of the search, the candidate or the training that it is about. Reading is logged at debug: a page
 * or a script that polls would bury everything else.
 */
export function logRequests(app: App): void {
  app.addHook('onRequest', async (request, reply) => {
    const { id } = request.params as { readonly id?: string };
    if (id === undefined) return;
    const [, resource] = /^\/v1\/(candidate|search|training)/.exec(request.routeOptions.url ?? '') ?? [];
    if (resource === undefined) return;
    request.log = request.log.child({ [`${resource}Id`]: id });
    reply.log = request.log;
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, url } = request;
    const level = reply.statusCode >= 500 ? 'error' : method === 'GET' && reply.statusCode < 400 ? 'debug' : 'info';
    request.log[level]({ status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, `${method} ${url}`);
  });
}

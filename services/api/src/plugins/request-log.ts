import type { App } from '../context.js';

/** Puts the id of the search or the candidate that a request is about into every line of its log. */
export function nameSubjectInLog(app: App): void {
  app.addHook('onRequest', async (request, reply) => {
    const { id } = request.params as { readonly id?: string };
    if (id === undefined) return;
    const subject = request.routeOptions.url?.startsWith('/v1/candidates/') ? 'candidateId' : 'searchId';
    request.log = request.log.child({ [subject]: id });
    reply.log = request.log;
  });
}

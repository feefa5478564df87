import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../context.js';
import { sendProblem } from './problems.js';
import type { UnknownAddress } from './unknown-address.js';

/** The page at /, and at every address that a browser asks a page of: the page finds its way by itself. */
export function serveDashboard(app: App, folder: string, unknownAddress: UnknownAddress): void {
  const built = existsSync(join(folder, 'index.html'));
  if (built) app.register(fastifyStatic, { root: folder, wildcard: true, schemaHide: true });
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?');
    if (!wantsPage(request, path)) {
      const { error, allow } = unknownAddress(request.method, path);
      if (allow !== null) reply.header('allow', allow);
      return sendProblem(error, request, reply);
    }
    return built ? reply.header('cache-control', 'no-cache').sendFile('index.html') : sendNotBuilt(reply);
  });
}

/** Not of the API, not a file of the page, and asked for by something that shows pages. */
function wantsPage(request: FastifyRequest, path: string): boolean {
  const isFile = path.slice(path.lastIndexOf('/')).includes('.');
  const shows = path === '/' || (request.headers.accept ?? '').includes('text/html');
  return (request.method === 'GET' || request.method === 'HEAD') && shows && !isFile && path !== '/v1' && !path.startsWith('/v1/');
}

function sendNotBuilt(reply: FastifyReply): FastifyReply {
  return reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT);
}

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Stride</title>
<body style="font: 16px/1.5 system-ui; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>The page is not built yet</h1>
<p>The API is running: <a href="/docs">/docs</a> describes it.</p>
<p>To build the page, run <code>npm run build</code> in the folder of Stride and start the service again.</p>
`;

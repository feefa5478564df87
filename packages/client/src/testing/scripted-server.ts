/** For tests: an HTTP server that answers each request as the test says, so that it can fail in every way in which servers fail. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface ScriptedServer {
  readonly url: string;
  readonly requests: readonly IncomingMessage[];
  close(): Promise<void>;
}

/** The last answer is given to all requests beyond. */
export async function scriptedServer(...answers: readonly Answer[]): Promise<ScriptedServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push(request);
    answer?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

export const json = (body: unknown, status = 200): Answer => (_, response) => {
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' }).end(JSON.stringify(body));
};

export const problem = (status: number, code: string, detail: string, issues: readonly { readonly path: string; readonly message: string }[] = []): Answer =>
  json({ type: 'about:blank', title: code, status, code, detail, instance: '/', issues }, status);

export const cut: Answer = (request) => {
  request.socket.destroy();
};

/** A stream of server-sent events that stays open, or ends with what was written. */
export const stream = (chunks: readonly (string | Uint8Array)[], ending: 'open' | 'end' | 'cut' = 'open'): Answer => (request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(': hello\n\n');
  for (const chunk of chunks) response.write(chunk);
  if (ending === 'end') response.end();
  // What was written must have gone out before the connection is cut.
  if (ending === 'cut') setTimeout(() => request.socket.destroy(), 50);
};

export const event = (id: number, type = 'search.updated', data: unknown = { id: `s${id}`, status: 'running' }): string =>
  `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;

import { afterEach, describe, expect, it } from 'vitest';
import { StrideClient, type Connection, type StreamMessage } from '../index.js';
import { cut, event, json, problem, scriptedServer, stream, type Answer, type ScriptedServer } from '../testing/scripted-server.js';

let server: ScriptedServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function follow(answers: readonly Answer[], count: number, lastEventId?: string): Promise<{ readonly messages: StreamMessage[]; readonly connections: Connection[] }> {
  server = await scriptedServer(...answers);
  const stride = new StrideClient({ baseUrl: server.url });
  const messages: StreamMessage[] = [];
  const connections: Connection[] = [];
  for await (const message of stride.searches.events('s', { lastEventId, onConnection: (state) => connections.push(state) })) {
    messages.push(message);
    if (messages.length === count) break;
  }
  return { messages, connections };
}

const ids = (messages: readonly StreamMessage[]) => messages.map((message) => ('id' in message ? message.id : 'reset'));
const resumedFrom = () => server?.requests.map(({ headers }) => headers['last-event-id']);

describe('live events', () => {
  it('begin with a reset, and come in order', async () => {
    const { messages, connections } = await follow([stream([event(1), event(2, 'worker.updated', { id: 'w' })])], 3);
    expect(ids(messages)).toEqual(['reset', '1', '2']);
    expect(messages[2]).toEqual({ id: '2', type: 'worker.updated', data: { id: 'w' } });
    expect(connections).toEqual(['connecting', 'live']);
  });

  it('go on after a connection that was cut, ended or refused for a while, each once', async () => {
    const { messages, connections } = await follow([
      stream([event(1), 'id: 2\nevent: search.updated\ndata: {"id"'], 'cut'), stream([event(2)], 'end'), cut, problem(503, 'NOT_READY', 'soon'), stream([event(3)]),
    ], 4);
    expect(ids(messages)).toEqual(['reset', '1', '2', '3']);
    expect(resumedFrom()).toEqual([undefined, '1', '2', '2', '2']);
    expect(connections.filter((state) => state === 'live')).toHaveLength(3);
  });

  it('reset again when a connection is lost before anything says where to resume', async () => {
    expect(ids((await follow([stream([], 'end'), stream([event(5)])], 3)).messages)).toEqual(['reset', 'reset', '5']);
  });

  it('resume where they are told to, and pass a reset of the API on', async () => {
    const { messages } = await follow([stream(['event: stream.reset\ndata: {}\n\n', event(9)])], 2, '7');
    expect(ids(messages)).toEqual(['reset', '9']);
    expect(resumedFrom()).toEqual(['7']);
  });

  it('may be cut anywhere, in the middle of a character, too', async () => {
    const bytes = new TextEncoder().encode(event(1, 'search.updated', { id: 's', name: 'größer 😀' }));
    const { messages } = await follow([stream([...bytes].map((byte) => Uint8Array.of(byte)))], 2);
    expect(messages[1]).toMatchObject({ data: { name: 'größer 😀' } });
  });

  it('leave out what this client does not know', async () => {
    expect(ids((await follow([stream([event(1, 'planet.updated'), ': alive\n\n', event(2)])], 2)).messages)).toEqual(['reset', '2']);
  });

  it('end with an error where there is nothing to follow', async () => {
    await expect(follow([problem(404, 'SEARCH_UNKNOWN', 'no such search')], 1)).rejects.toMatchObject({ code: 'SEARCH_UNKNOWN' });
    expect(server?.requests).toHaveLength(1);
  });

  it('begin anew after an event that cannot be read', async () => {
    const { messages } = await follow([stream([event(1), 'id: 2\nevent: search.updated\ndata: {"id"\n\n', event(3)])], 4);
    expect(ids(messages)).toEqual(['reset', '1', 'reset', '3']);
  });

  it('are not taken from what is no stream of events', async () => {
    await expect(follow([(_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>')], 1)).rejects.toMatchObject({ code: 'UNEXPECTED' });
  });

  it('hand on what goes wrong in the follower\'s own code', async () => {
    server = await scriptedServer(stream([event(1)]));
    const broken = new StrideClient({ baseUrl: server.url }).events({ onConnection: (state) => { if (state === 'live') throw new Error('mine'); } });
    await expect(broken.next()).rejects.toThrow('mine');
    expect(server.requests).toHaveLength(1);
  });

  it('can be ended while they are waited for', async () => {
    server = await scriptedServer(stream([]));
    const messages = new StrideClient({ baseUrl: server.url }).events();
    expect(await messages.next()).toMatchObject({ value: { type: 'stream.reset' } });
    const waiting = messages.next();
    await messages.return();
    expect(await waiting).toEqual({ value: undefined, done: true });
  });

  it('end when they are told to, and close the connection', async () => {
    const closed = new Promise<void>((resolve) => {
      void scriptedServer((request, response) => {
        request.socket.once('close', () => resolve());
        stream([event(1)])(request, response);
      }).then(async (scripted) => {
        server = scripted;
        const aborter = new AbortController();
        for await (const message of new StrideClient({ baseUrl: scripted.url }).events({ signal: aborter.signal })) {
          if (message.type !== 'stream.reset') aborter.abort();
        }
      });
    });
    await closed;
  });
});

describe('waiting for the end of a search', () => {
  const search = (status: string) => ({ id: 's', status });

  it('takes it from the search itself when it has ended already', async () => {
    server = await scriptedServer(stream([]), json(search('completed')));
    expect(await new StrideClient({ baseUrl: server.url }).searches.waitForCompletion('s')).toEqual(search('completed'));
  });

  it('tells of every change on the way, over lost connections', async () => {
    server = await scriptedServer(
      stream([event(1, 'search.updated', search('running'))], 'cut'), json(search('pending')), stream([event(2, 'search.updated', search('failed'))]), json(search('failed')));
    const statuses: string[] = [];
    const ended = await new StrideClient({ baseUrl: server.url }).searches.waitForCompletion('s', { onUpdate: ({ status }) => statuses.push(status) });
    expect(ended.status).toBe('failed');
    expect(statuses).toEqual(['pending', 'running', 'failed']);
  });

  it('asks again for the search when that did not come through', async () => {
    server = await scriptedServer(stream([]), problem(503, 'DATABASE_UNAVAILABLE', 'soon'), cut, json(search('completed')));
    expect((await new StrideClient({ baseUrl: server.url }).searches.waitForCompletion('s')).status).toBe('completed');
  });

  it('stops with the signal\'s reason', async () => {
    server = await scriptedServer(stream([]), json(search('running')));
    const aborter = new AbortController();
    const waiting = new StrideClient({ baseUrl: server.url }).searches.waitForCompletion('s', { signal: aborter.signal, onUpdate: () => aborter.abort(new Error('enough')) });
    await expect(waiting).rejects.toThrow('enough');
  });
});

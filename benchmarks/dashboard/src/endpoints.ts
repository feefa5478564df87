import { spreadOf, type Spread } from './statistics.js';

export interface EndpointTime {
  readonly name: string;
  readonly ms: Spread;
  readonly bytes: number;
}

const SORTS = ['number', 'reward', 'accuracy', 'stepTimeMs', 'params', 'multiplyAdds'] as const;

/** The lists that the page reads of a search, by name. */
export function endpointsOf(searchId: string): ReadonlyMap<string, string> {
  const search = `/v1/searches/${searchId}`;
  const candidates = (query: string) => `${search}/candidates?limit=50&${query}`;
  return new Map([
    ['searches', '/v1/searches'],
    ['search', search],
    ...SORTS.map((sort) => [`candidates by ${sort}`, candidates(`sort=${sort}&order=desc`)] as const),
    ['candidates, completed', candidates('status=completed&sort=reward&order=desc')],
    ['candidates, by text', candidates('q=fused')],
    ['candidates, bounded', candidates('accuracyMin=0.8&stepTimeMsMax=40&sort=reward&order=desc')],
    ['points', `${search}/points`], ['attempts', `${search}/attempts`], ['curves, top 20', `${search}/curves?top=20`],
    ['pareto', `${search}/pareto`], ['log', `${search}/log`], ['workers', '/v1/workers'],
  ]);
}

/** From request to the last byte, one after the other, after three that are not counted. Null: this API has no such endpoint. */
export async function timeEndpoint(base: string, name: string, address: string, requests: number): Promise<EndpointTime | null> {
  const times: number[] = [];
  let bytes = 0;
  for (let request = -3; request < requests; request++) {
    const begin = performance.now();
    const response = await fetch(new URL(address, base));
    const body = await response.arrayBuffer();
    if (response.status === 404 || response.status === 400) return null;
    if (!response.ok) throw new Error(`GET ${address}: ${response.status} ${Buffer.from(body).toString().slice(0, 300)}`);
    if (request >= 0) times.push(performance.now() - begin);
    bytes = body.byteLength;
  }
  return { name, ms: spreadOf(times), bytes };
}

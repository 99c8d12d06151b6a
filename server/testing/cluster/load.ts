import { randomInt, type Random } from '../random.ts';
import { LOST_ON } from './balancer.ts';

/** What clients have seen. */
export type Seen = {
  requests: number;
  /** Ids of the films whose creation was acknowledged. */
  readonly created: string[];
  /** Failed requests, and the processes on which they were lost, if it is known. */
  readonly failures: { readonly what: string; readonly lostOn: string | null }[];
  /** The queries for movies so far, each of which several clients asked at once. */
  readonly queries: string[];
};

export type Load = {
  readonly clients: number;
  readonly random: Random;
  /** Gets the queries for movies that are being asked at the moment. */
  readonly asking: Set<string>;
  readonly isOver: () => boolean;
};

const ASKING_AT_ONCE = 6;

/**
 * Runs clients until `isOver`: each creates films, reads them, searches, and asks for movies together with other
 * clients.
 */
export async function runClients(url: string, token: string, { clients, random, asking, isOver }: Load): Promise<Seen> {
  const seen: Seen = { requests: 0, created: [], failures: [], queries: [] };
  const send = async (path: string, wanted: number, json?: object): Promise<Record<string, unknown>> => {
    const init = json && {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(json),
    };
    seen.requests += 1;
    const what = `${init ? 'POST' : 'GET'} ${path}`;
    try {
      const response = await fetch(url + path, init);
      const text = await response.text();
      if (response.status === wanted) return JSON.parse(text) as Record<string, unknown>;
      const lostOn = response.headers.get(LOST_ON);
      seen.failures.push({ what: `${what}: ${String(response.status)} ${text.slice(0, 200)}`, lostOn });
    } catch (error) {
      seen.failures.push({ what: `${what}: ${String(error)}`, lostOn: null });
    }
    return {};
  };
  const work = async (client: number) => {
    for (let i = 0; !isOver(); i += 1) {
      const { id } = await send('/v1/films', 201, { title: `Rolling ${String(client)} ${String(i)}`, year: 2000 });
      if (typeof id === 'string') seen.created.push(id);
      const known = seen.created[randomInt(random, Math.max(1, seen.created.length))];
      if (known !== undefined) await send(`/v1/films/${known}`, 200);
      await send(`/v1/films?q=rolling&limit=5`, 200);
      const query = `asked-${String(client)}-${String(i)}`;
      seen.queries.push(query);
      asking.add(query);
      await Promise.all(Array.from({ length: ASKING_AT_ONCE }, () => send(`/v1/movies?query=${query}`, 200)));
      asking.delete(query);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => work(client)));
  return seen;
}

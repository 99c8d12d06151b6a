import { setTimeout as delay } from 'node:timers/promises';
import type { FilmModel, Seen, Write } from './film-model.ts';
import { contentOf } from './modelled-stores.ts';
import type { ServerProcess } from './server-process.ts';
import { pick, randomInt, type Random } from '../random.ts';

/** The fields of a film that a client reads. See {@link contentOf}. */
type FilmBody = { readonly id: string; readonly cast: readonly string[] };

/**
 * Runs one of several clients. It keeps reading a film and then creating, putting, patching or deleting it until the
 * server is gone.
 */
export async function writeUntilKilled(
  server: ServerProcess,
  model: FilmModel,
  random: Random,
  options: { readonly ids: readonly string[]; readonly name: string; readonly pauseMs: () => number },
): Promise<void> {
  for (let step = 0; ; step += 1) {
    await delay(options.pauseMs());
    const id = pick(random, options.ids);
    try {
      const seen = await readFilm(server, model, id);
      const isDeletion = seen !== undefined && randomInt(random, 4) === 0;
      await write(
        server,
        model,
        random,
        { id, content: isDeletion ? undefined : `${options.name}.${String(step)}` },
        seen,
      );
    } catch (error) {
      // fetch reports a broken connection with such an error. It means that the server was killed.
      if (/fetch failed|terminated/.test(String(error))) return;
      throw error;
    }
  }
}

/** Reads a film by its id and lets the model check it. */
export async function readFilm({ url }: ServerProcess, model: FilmModel, id: string): Promise<Seen> {
  const atLeast = model.knownVersion(id);
  const response = await fetch(`${url}/v1/films/${id}`);
  const body = (await response.json()) as FilmBody;
  if (response.status !== 200 && response.status !== 404) throw new Error(`GET ${id}: ${String(response.status)}`);
  const version = Number(response.headers.get('etag')?.replaceAll('"', ''));
  const seen = response.status === 200 ? { version, content: contentOf(body) } : undefined;
  model.see(id, seen, atLeast);
  return seen;
}

async function write(server: ServerProcess, model: FilmModel, random: Random, asked: Write, seen: Seen): Promise<void> {
  const { id, content } = asked;
  const method = content === undefined ? 'DELETE' : seen ? pick(random, ['PUT', 'PATCH']) : 'POST';
  const makes = content === undefined ? (seen?.version ?? 0) + 1 : undefined;
  model.begin(asked, makes);
  const response = await fetch(`${server.url}/v1/films${method === 'POST' ? '' : `/${id}`}`, {
    method,
    headers: {
      authorization: `Bearer ${server.token}`,
      'content-type': 'application/json',
      ...(seen && { 'if-match': `"${String(seen.version)}"` }),
    },
    ...(content !== undefined && {
      body: JSON.stringify({ ...(method === 'POST' && { id }), title: titleOf(id), year: 1990, cast: [content] }),
    }),
  });
  await response.arrayBuffer();
  if (response.ok) {
    const etag = response.headers.get('etag')?.replaceAll('"', '');
    model.acknowledge(asked, etag === undefined ? (makes ?? 0) : Number(etag), makes);
  } else if (response.status < 500) {
    model.refuse(asked, makes);
  }
}

/** The title from which the id is derived: `imported 7` for `imported-7-1990`. */
function titleOf(id: string): string {
  return id.replace(/-1990$/, '').replaceAll('-', ' ');
}

/** Returns the content of every film that a search without words finds, by the film's id. */
export async function searchAll({ url }: ServerProcess): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '100', ...(cursor !== undefined && { cursor }) });
    const response = await fetch(`${url}/v1/films?${query.toString()}`);
    const body = (await response.json()) as { items: FilmBody[]; nextCursor?: string | null };
    for (const film of body.items) found.set(film.id, contentOf(film));
    cursor = body.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

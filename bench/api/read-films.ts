import type { Film, FilmSummary } from '../../server/src/domain/film.ts';

const PAGE = 100;
/** By default, at most this many films are read. They are enough for workloads in which queries rarely repeat. */
const MOST = 20_000;

/** Reads the films of a running server through its API, newest first. They have no synopses. */
export async function readFilms(url: string, most = MOST): Promise<Film[]> {
  const films: Film[] = [];
  let cursor: string | undefined;
  do {
    const after = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const response = await fetch(`${url}/v1/films?limit=${String(PAGE)}&sort=-year${after}`);
    if (!response.ok) throw new Error(`${url}/v1/films answered ${String(response.status)}.`);
    const page = (await response.json()) as { items: FilmSummary[]; nextCursor?: string };
    films.push(...page.items.map(({ id, ...attributes }) => ({ id, version: 1, attributes })));
    cursor = page.nextCursor;
  } while (cursor !== undefined && films.length < most);
  return films;
}

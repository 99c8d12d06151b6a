import { getJson } from '../../../lib/api-client.ts';
import type { FilmSummary, SearchResult } from '../../../lib/api-types.gen.ts';
import { isSameName } from '../../../lib/is-same-name.ts';
import { cut } from '../../../lib/plain-text.ts';
import type { FilmValues } from '../film-fields.ts';

/**
 * The film of the catalogue with the same title, in any spelling, and the same year; `undefined` if there is none, or
 * if the API does not answer. The attempt to save then reports the failure.
 */
export async function findSameFilm({ title, year }: FilmValues): Promise<FilmSummary | undefined> {
  if (typeof title !== 'string' || typeof year !== 'number') return undefined;
  const query = { title: cut(title), year, limit: 100 };
  const found = await getJson<SearchResult>('/v1/films', { items: 'array' }, { query }).catch(() => undefined);
  return found?.items.find((film) => isSameName(film.title, title));
}

import type { FilmQuery, FilmSearchResult } from '../../src/domain/film-query.ts';
import type { FilmSearch } from '../../src/ports/film-search.ts';

/** Reads all pages of an answer. Returns the answer of the first page, with the items of all pages. */
export async function wholeAnswer(search: FilmSearch, query: FilmQuery): Promise<FilmSearchResult> {
  const first = await search.search(query);
  const items = [...first.items];
  const highlights = [...first.highlights];
  let cursor = first.nextCursor;
  while (cursor !== undefined) {
    const page = await search.search({ ...query, cursor });
    items.push(...page.items);
    highlights.push(...page.highlights);
    cursor = page.nextCursor;
  }
  const { nextCursor: _, ...rest } = first;
  return { ...rest, items, highlights };
}

export async function* inOneBatch<T>(films: readonly T[]): AsyncGenerator<readonly T[]> {
  yield await Promise.resolve(films);
}

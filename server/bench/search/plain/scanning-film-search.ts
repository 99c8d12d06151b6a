import type { Film, FilmChange, FilmSummary } from '../../../src/domain/film.ts';
import type { FilmQuery, FilmSearchResult, Suggestion } from '../../../src/domain/film-query.ts';
import { termsOf, titleKey } from '../../../src/domain/fold-text.ts';
import { decodeCursor, encodeCursor } from '../../../src/domain/search-cursor.ts';
import type { FilmSearch } from '../../../src/ports/film-search.ts';
import { countFacet } from './facets.ts';
import { highlightFilm } from './highlight.ts';
import {
  comparePositions,
  foldQuery,
  hasAllWords,
  makeSearchable,
  matches,
  POSITION_SHAPES,
  sortPosition,
  type SearchableFilm,
} from './searchable-film.ts';

/** One common cast member says more about likeness than one common genre: 41 genres share 36 thousand films. */
const CAST_WEIGHT = 4;

/** Without `film` a tombstone, which keeps older news of the film out. */
type Entry = { readonly version: number; readonly film?: SearchableFilm };

/** The plainest search, without typos: what totals and facets are judged by, and a floor that the workloads are tried on. */
export class ScanningFilmSearch implements Omit<FilmSearch, 'openSnapshot'> {
  #entries = new Map<string, Entry>();
  /** What was applied while a load went on, to be applied to what it loads as well. */
  #appliedWhileLoading: FilmChange[] | undefined;

  search(query: FilmQuery): Promise<FilmSearchResult> {
    const folded = foldQuery(query);
    const after =
      query.cursor === undefined ? undefined : decodeCursor(query, query.cursor, POSITION_SHAPES[query.sort]);
    const matching = this.#films().filter((film) => matches(film, folded));
    const ordered = matching
      .map((film) => ({ film, position: sortPosition(film, folded, query.sort) }))
      .sort((a, b) => comparePositions(a.position, b.position));
    const rest = after ? ordered.filter(({ position }) => comparePositions(position, after) > 0) : ordered;
    const page = rest.slice(0, query.limit);
    const last = page.at(-1);
    const words = [...(folded.titleWords ?? []), ...(folded.words ?? [])];
    const summaries = matching.map((film) => film.summary);
    return Promise.resolve({
      items: page.map(({ film }) => film.summary),
      highlights: page.map(({ film }) => highlightFilm(film.summary, words)),
      total: matching.length,
      isPartial: false,
      facets: Object.fromEntries(query.facets.map((facet) => [facet, countFacet(facet, summaries)])),
      ...(last && rest.length > page.length && { nextCursor: encodeCursor(query, last.position) }),
    });
  }

  suggest(typed: string, limit: number): Promise<readonly Suggestion[]> {
    const words = termsOf(typed);
    const titles = this.#suggestTitles(titleKey(typed), words);
    const people = this.#suggestPeople(words);
    const half = Math.ceil(limit / 2);
    const titlesShown = Math.min(titles.length, Math.max(half, limit - people.length));
    return Promise.resolve([...titles.slice(0, titlesShown), ...people.slice(0, limit - titlesShown)]);
  }

  similar(id: string, limit: number): Promise<readonly FilmSummary[] | undefined> {
    const film = this.#entries.get(id)?.film;
    if (!film) return Promise.resolve(undefined);
    const names = new Set(film.castTerms.map((terms) => terms.join(' ')));
    const ranked = this.#films().flatMap((other) => {
      if (other === film) return [];
      const cast = other.castTerms.filter((terms) => names.has(terms.join(' '))).length;
      const genres = other.genres.filter((genre) => film.genres.includes(genre)).length;
      const score = CAST_WEIGHT * cast + genres;
      const yearsApart = Math.abs(other.summary.year - film.summary.year);
      return score > 0 ? [{ other, position: [-score, yearsApart, other.titleKey, other.summary.id] }] : [];
    });
    ranked.sort((a, b) => comparePositions(a.position, b.position));
    return Promise.resolve(ranked.slice(0, limit).map(({ other }) => other.summary));
  }

  apply(changes: readonly FilmChange[]): void {
    this.#appliedWhileLoading?.push(...changes);
    for (const { id, version, attributes } of changes) {
      if (version <= (this.#entries.get(id)?.version ?? 0)) continue;
      this.#entries.set(id, { version, ...(attributes && { film: makeSearchable(id, attributes) }) });
    }
  }

  async load(films: AsyncIterable<readonly Film[]>): Promise<void> {
    const applied: FilmChange[] = [];
    this.#appliedWhileLoading = applied;
    try {
      const entries = new Map<string, Entry>();
      for await (const batch of films) {
        for (const { id, version, attributes } of batch) {
          entries.set(id, { version, film: makeSearchable(id, attributes) });
        }
      }
      this.#entries = entries;
    } finally {
      this.#appliedWhileLoading = undefined;
    }
    this.apply(applied);
  }

  size(): number {
    return this.#films().length;
  }

  #films(): SearchableFilm[] {
    return [...this.#entries.values()].flatMap(({ film }) => (film ? [film] : []));
  }

  #suggestTitles(key: string, words: readonly string[]): Suggestion[] {
    const found = this.#films().filter((film) => hasAllWords(film.titleTerms, words));
    return found
      .map((film) => {
        const { id, title, year } = film.summary;
        const startsSo = key !== '' && film.titleKey.startsWith(key) ? 0 : 1;
        return {
          position: [startsSo, film.titleKey.length, film.titleKey, -year, id],
          suggestion: { kind: 'title', text: title, filmId: id, year } as const,
        };
      })
      .sort((a, b) => comparePositions(a.position, b.position))
      .map(({ suggestion }) => suggestion);
  }

  #suggestPeople(words: readonly string[]): Suggestion[] {
    const people = new Map<string, { text: string; films: number }>();
    for (const film of this.#films()) {
      const names = new Map(film.castTerms.map((terms, i) => [terms.join(' '), film.summary.cast[i] ?? '']));
      film.castTerms.forEach((terms) => {
        const key = terms.join(' ');
        if (!names.has(key) || !hasAllWords(terms, words)) return;
        const person = people.get(key) ?? { text: names.get(key) ?? '', films: 0 };
        person.films += 1;
        people.set(key, person);
        names.delete(key);
      });
    }
    return [...people]
      .map(([key, { text, films }]) => ({
        position: [key.startsWith(words.join(' ')) ? 0 : 1, -films, key],
        suggestion: { kind: 'person', text, films } as const,
      }))
      .sort((a, b) => comparePositions(a.position, b.position))
      .map(({ suggestion }) => suggestion);
  }
}

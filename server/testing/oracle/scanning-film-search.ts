import type { Film, FilmChange, FilmSummary } from '../../src/domain/film.ts';
import type { FilmQuery, FilmSearchResult, Suggestion } from '../../src/domain/film-query.ts';
import { foldText, termsOf } from '../../src/domain/text/fold-text.ts';
import type { FilmSearch } from '../../src/ports/film-search.ts';
import { countFacet } from './facets.ts';
import { foldQueryText, lenientMatch, strictRank, unknownWords, type FoldedQueryText } from './relevance.ts';
import { hasAllWords, makeSearchable, type SearchableFilm } from './searchable-film.ts';

/** A common cast member makes two films more similar than a common genre. */
const CAST_WEIGHT = 4;

/** Without `film`, the entry is a tombstone, which keeps older versions of the film out. */
type Entry = { readonly version: number; readonly film?: SearchableFilm };
type Ranked = { readonly film: SearchableFilm; readonly rank: number };

/**
 * The rules of search in their simplest form, which check every film for every query. Has no pages and no highlights.
 */
export class ScanningFilmSearch implements Omit<FilmSearch, 'openSnapshot'> {
  #entries = new Map<string, Entry>();

  search(query: FilmQuery): Promise<FilmSearchResult> {
    const text = query.q ?? query.title;
    const typed = text === undefined ? undefined : foldQueryText(text, query.q === undefined ? 'title' : 'all');
    const passing = this.#films().filter((film) => passes(film, query));
    const { ranked, words } = typed ? rankAll(this.#films(), passing, typed) : { ranked: unranked(passing), words: 0 };
    const sort = query.sort === 'relevance' && !typed ? '-year' : query.sort;
    ranked.sort((a, b) => compare(sortKeys(a, sort), sortKeys(b, sort)));
    const summaries = ranked.map(({ film }) => film.summary);
    return Promise.resolve({
      items: summaries.slice(0, query.limit),
      highlights: [],
      total: summaries.length,
      isPartial: words > 0 && words < (typed?.words.length ?? 0),
      facets: Object.fromEntries(query.facets.map((facet) => [facet, countFacet(facet, summaries)])),
    });
  }

  suggest(typed: string, limit: number): Promise<readonly Suggestion[]> {
    const text = foldQueryText(typed, 'title');
    const titles = this.#films()
      .flatMap((film) => {
        const rank = strictRank(film, text);
        return rank === undefined ? [] : [{ film, rank }];
      })
      .sort((a, b) => compare(sortKeys(a, 'relevance'), sortKeys(b, 'relevance')))
      .map(({ film: { summary } }): Suggestion => {
        return { kind: 'title', text: summary.title, filmId: summary.id, year: summary.year };
      });
    const people = this.#suggestPeople(text.terms);
    const titlesShown = Math.min(titles.length, Math.max(Math.ceil(limit / 2), limit - people.length));
    return Promise.resolve([...titles.slice(0, titlesShown), ...people.slice(0, limit - titlesShown)]);
  }

  similar(id: string, limit: number): Promise<readonly FilmSummary[] | undefined> {
    const film = this.#entries.get(id)?.film;
    if (!film) return Promise.resolve(undefined);
    const ranked = this.#films().flatMap((other) => {
      const cast = new Set(other.summary.cast.filter((name) => film.summary.cast.includes(name))).size;
      const genres = [...new Set(other.summary.genres)].filter((genre) => film.genres.includes(foldText(genre))).length;
      const score = CAST_WEIGHT * cast + genres;
      const yearsApart = Math.abs(other.summary.year - film.summary.year);
      if (other === film || score === 0) return [];
      return [{ other, keys: [-score, yearsApart, other.titleKey, other.summary.id] }];
    });
    ranked.sort((a, b) => compare(a.keys, b.keys));
    return Promise.resolve(ranked.slice(0, limit).map(({ other }) => other.summary));
  }

  apply(changes: readonly FilmChange[]): void {
    for (const { id, version, attributes } of changes) {
      if (version <= (this.#entries.get(id)?.version ?? 0)) continue;
      this.#entries.set(id, { version, ...(attributes && { film: makeSearchable(id, attributes) }) });
    }
  }

  async load(films: AsyncIterable<readonly Film[]>): Promise<void> {
    this.#entries = new Map();
    for await (const batch of films) this.apply(batch.map((film) => ({ ...film, changedAtMs: 0 })));
  }

  size(): number {
    return this.#films().length;
  }

  #films(): SearchableFilm[] {
    return [...this.#entries.values()].flatMap(({ film }) => (film ? [film] : []));
  }

  #suggestPeople(words: readonly string[]): Suggestion[] {
    const films = new Map<string, number>();
    for (const { summary, castTerms } of this.#films()) {
      const matching = summary.cast.filter((_, i) => hasAllWords(castTerms[i] ?? [], words, true));
      for (const name of new Set(matching)) films.set(name, (films.get(name) ?? 0) + 1);
    }
    const startsWithWords = (name: string) => termsOf(name).join(' ').startsWith(words.join(' '));
    return [...films]
      .map(([text, count]) => ({ keys: [startsWithWords(text) ? 0 : 1, -count, text], text, count }))
      .sort((a, b) => compare(a.keys, b.keys))
      .map(({ text, count }) => ({ kind: 'person', text, films: count }));
  }
}

function passes(film: SearchableFilm, query: FilmQuery): boolean {
  const { year } = film.summary;
  return (
    (query.year === undefined || year === query.year) &&
    (query.yearFrom === undefined || year >= query.yearFrom) &&
    (query.yearTo === undefined || year <= query.yearTo) &&
    query.genres.every((genre) => film.genres.includes(foldText(genre))) &&
    query.cast.every((name) => film.castTerms.some((terms) => hasAllWords(terms, termsOf(name), false))) &&
    (query.q === undefined ||
      query.title === undefined ||
      hasAllWords(film.titleTerms, foldQueryText(query.title, 'title').terms, true))
  );
}

/**
 * Films with all words come first. If there are none, typos are tolerated in the words that no film has. If that finds
 * nothing either, typos are tolerated in any word, and films with the most words win. No word that was typed for the
 * title may be missing.
 */
function rankAll(
  all: readonly SearchableFilm[],
  films: readonly SearchableFilm[],
  typed: FoldedQueryText,
): { ranked: Ranked[]; words: number } {
  const strict = films.flatMap((film) => {
    const rank = strictRank(film, typed);
    return rank === undefined ? [] : [{ film, rank }];
  });
  if (strict.length > 0) return { ranked: strict, words: 0 };
  const unknown = unknownWords(all, typed);
  const careful = films.map((film) => ({ film, ...lenientMatch(film, typed, unknown) }));
  const complete = careful.filter(({ words }) => words === typed.words.length);
  if (typed.words.length > 0 && complete.length > 0) return { ranked: complete, words: typed.words.length };
  const any = typed.words.map(() => true);
  const lenient = films.map((film) => ({ film, ...lenientMatch(film, typed, any) }));
  const most = Math.max(0, ...lenient.map(({ words }) => words));
  const words = typed.scope === 'title' && most < typed.words.length ? 0 : most;
  return { ranked: words === 0 ? [] : lenient.filter((film) => film.words === words), words };
}

function unranked(films: readonly SearchableFilm[]): Ranked[] {
  return films.map((film) => ({ film, rank: 0 }));
}

/** The keys by which an answer is sorted, ascending, one after the other. */
function sortKeys({ film, rank }: Ranked, sort: FilmQuery['sort']): (string | number)[] {
  const { year, id } = film.summary;
  const { titleKey: key, prior } = film;
  switch (sort) {
    case 'relevance':
      return [rank, -prior, -year, key, id];
    case 'year':
      return [year, key, id];
    case '-year':
      return [-year, key, id];
    case 'title':
      return [key, year, id];
  }
}

/** Compares texts by code unit, which is the same on every machine, unlike a locale's order. */
function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i] ?? '';
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

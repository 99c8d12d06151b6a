import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Film, FilmSummary } from '../../../server/src/domain/film.ts';
import {
  FACET_VALUES,
  isAttributeFacet,
  type Facet,
  type FacetCount,
  type FilmQuery,
} from '../../../server/src/domain/film-query.ts';
import { foldText, termsOf, titleKey } from '../../../server/src/domain/text/fold-text.ts';
import { editDistance } from '../edit-distance.ts';
import { typedWords } from '../found-words.ts';
import type { BenchAnswer } from './engine.ts';
import { newestFirst, type PreparedFilm } from './newest-first.ts';

const FILE = 'rows.json';
/** At most this many typo matches are ranked by the edit distance of their titles; the rest are dropped. */
const RANKED_TYPOS = 400;
const TIERS = 5;

type Row = {
  readonly film: FilmSummary;
  readonly key: string;
  readonly title: string;
  readonly titleWords: string;
  readonly names: string;
  readonly all: string;
};

/**
 * What an application keeps next to a search library that returns row numbers: the films, newest first, and Marquee's
 * ranking. No library offers that ranking: libraries order by BM25 or position, not in tiers.
 */
export class FilmRows {
  readonly rows: readonly Row[];

  constructor(rows: readonly Row[]) {
    this.rows = rows;
  }

  static async build(films: AsyncIterable<readonly Film[]>, folder: string): Promise<FilmRows> {
    const rows = (await newestFirst(films)).map(toRow);
    await writeFile(join(folder, FILE), JSON.stringify(rows));
    return new FilmRows(rows);
  }

  static async open(folder: string): Promise<FilmRows> {
    return new FilmRows(JSON.parse(await readFile(join(folder, FILE), 'utf8')) as Row[]);
  }

  /**
   * @param found rows that match every word at least as a prefix
   * @param areWhole whether the library has already checked that all words but the last match as whole words
   */
  answer(query: FilmQuery, found: Iterable<number>, areWhole: boolean): BenchAnswer {
    const words = query.q === undefined ? [] : typedWords(query.q);
    const whole = areWhole ? [] : words.slice(0, -1).map((word) => ` ${word} `);
    const filter = this.filter(query);
    const matching: number[] = [];
    for (const n of found) {
      const all = this.rows[n]?.all ?? '';
      if (filter(n) && whole.every((word) => all.includes(word))) matching.push(n);
    }
    return { items: this.#rank(query, words, matching), total: matching.length, facets: this.#facets(query, matching) };
  }

  /** Ranks rows that match a mistyped word: titles with the smallest edit distance come first. */
  answerTypos(query: FilmQuery, found: readonly number[]): BenchAnswer {
    const filter = this.filter(query);
    const matching = found.filter(filter);
    const typed = titleKey(query.q ?? '');
    const items = matching
      .slice(0, RANKED_TYPOS)
      .map((n) => ({ n, distance: editDistance(this.rows[n]?.key ?? '', typed, 2) }))
      .sort((a, b) => a.distance - b.distance || a.n - b.n)
      .slice(0, query.limit);
    return {
      items: this.#films(items.map(({ n }) => n)),
      total: matching.length,
      facets: this.#facets(query, matching),
    };
  }

  /** Returns a test for the years, genres and cast of a query. */
  filter({ year, yearFrom, yearTo, genres, cast }: FilmQuery): (n: number) => boolean {
    const from = Math.max(year ?? -Infinity, yearFrom ?? -Infinity);
    const to = Math.min(year ?? Infinity, yearTo ?? Infinity);
    const wanted = genres.map(foldText);
    const names = cast.map((name) => `|${termsOf(name).join(' ')}|`);
    return (n) => {
      const row = this.rows[n];
      if (!row || row.film.year < from || row.film.year > to) return false;
      const has = (genre: string) => row.film.genres.some((it) => it.toLowerCase() === genre);
      return wanted.every(has) && names.every((name) => row.names.includes(name));
    };
  }

  /**
   * Puts rows into one bucket per tier, newest first. This avoids sorting all matches when only a few are requested.
   */
  #rank(query: FilmQuery, words: readonly string[], matching: readonly number[]): FilmSummary[] {
    if (query.sort === '-year' || words.length === 0) {
      return this.#films([...matching].sort((a, b) => a - b).slice(0, query.limit));
    }
    const tiers: number[][] = Array.from({ length: TIERS }, () => []);
    const text = termsOf(query.q ?? '').join(' ');
    // If the query has an article, titles with that article come first.
    const withArticle = titleKey(query.q ?? '') !== text;
    const parts = words.map((word, i) => (i === words.length - 1 ? ` ${word}` : ` ${word} `));
    for (const n of matching) tiers[this.#tier(n, text, withArticle, parts)]?.push(n);
    const best: number[] = [];
    for (const tier of tiers) {
      if (best.length >= query.limit) break;
      best.push(...tier.sort((a, b) => a - b).slice(0, query.limit - best.length));
    }
    return this.#films(best);
  }

  #tier(n: number, text: string, withArticle: boolean, parts: readonly string[]): number {
    const row = this.rows[n];
    if (!row) return TIERS - 1;
    const title = withArticle ? row.title.slice(1, -1) : row.key;
    if (title === text) return 0;
    if (row.names.includes(`|${text}|`)) return 1;
    if (title.startsWith(text) || row.title.startsWith(text, 1)) return 2;
    return parts.every((part) => row.titleWords.includes(part)) ? 3 : 4;
  }

  #facets({ facets }: FilmQuery, matching: readonly number[]): Partial<Record<Facet, FacetCount[]>> {
    return Object.fromEntries(
      facets.filter((facet) => !isAttributeFacet(facet)).map((facet) => [facet, this.#countFacet(facet, matching)]),
    );
  }

  #countFacet(facet: Facet, matching: readonly number[]): FacetCount[] {
    const counts = new Map<string, number>();
    for (const film of this.#films(matching)) {
      for (const value of valuesOf(facet, film)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const listed = [...counts].map(([value, count]) => ({ value, count }));
    return listed.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, FACET_VALUES);
  }

  #films(numbers: readonly number[]): FilmSummary[] {
    return numbers.flatMap((n) => this.rows[n]?.film ?? []);
  }
}

function valuesOf(facet: Facet, film: FilmSummary): readonly string[] {
  if (facet === 'decade') return [String(Math.floor(film.year / 10) * 10)];
  return facet === 'genre' ? film.genres : film.cast;
}

/**
 * Every word has a space on both sides, and every name has a bar on both sides, so that a whole word or name can be
 * found without splitting the text.
 */
function toRow({ summary, key, title, titleWords, names, nameWords, genres, yearWords }: PreparedFilm): Row {
  return {
    film: summary,
    key,
    title: ` ${title} `,
    titleWords: ` ${titleWords} `,
    names: `|${names.join('|')}|`,
    all: ` ${titleWords} ${nameWords} ${genres} ${yearWords} `,
  };
}

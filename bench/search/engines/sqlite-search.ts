import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { FilmSummary } from '../../../server/src/domain/film.ts';
import type { FilmQuery } from '../../../server/src/domain/film-query.ts';
import { termsOf, titleKey } from '../../../server/src/domain/text/fold-text.ts';
import { editDistance } from '../edit-distance.ts';
import { typedWords } from '../found-words.ts';
import type { BenchAnswer, OpenEngine } from './engine.ts';
import { forFts, type TypoTable } from './sqlite-build.ts';
import { countSqliteFacet } from './sqlite-facets.ts';
import { SqliteFilters, type SqliteFilter } from './sqlite-filter.ts';
import { FILM_COLUMNS, SqliteStatements } from './sqlite-statements.ts';
import { SqliteTypos } from './sqlite-typos.ts';
import { BENCH_FACETS } from '../workload/bench-case.ts';

/**
 * At most this many typo matches, the newest, are ranked by the edit distance of their titles; the rest are dropped.
 */
const RANKED_TYPOS = 400;

/** Sorts after every text with the same beginning. */
const END = '\u{10ffff}';

const NOTHING: BenchAnswer = { items: [], total: 0, facets: {} };

/**
 * Ranks FTS5 results as Marquee does: exact title, person of that name, title prefix, all words in the title, all words
 * anywhere. Each tier is ordered newest first. A tier is queried only if the earlier tiers gave too few rows. bm25 was
 * not measured: it would have to score and sort all matches, and its order does not follow these tiers. If nothing
 * matches, each word may also match any word one edit away.
 */
export class SqliteSearch implements OpenEngine {
  readonly #statements: SqliteStatements;
  readonly #filters: SqliteFilters;
  readonly #typos: SqliteTypos;

  constructor(db: DatabaseSync, typos: TypoTable) {
    this.#statements = new SqliteStatements(db);
    this.#filters = new SqliteFilters(this.#statements);
    this.#typos = new SqliteTypos(db, typos);
  }

  search(query: FilmQuery): BenchAnswer {
    const genres = this.#filters.genreNumbers(query.genres);
    if (query.q === undefined) return this.#list(query, genres);
    const words = typedWords(query.q).map(forFts);
    if (words.length === 0) return NOTHING;
    const filter = this.#filters.of(query, genres);
    const match = words.map((word, i) => `${quote(word)}${i === words.length - 1 ? ' *' : ''}`).join(' AND ');
    const counted = this.#count(matching(filter), [match, ...filter.parameters], query);
    if (counted.total === 0) return this.#searchTypos(query, words, filter);
    return { items: this.#rank(query, match, filter, counted.total), ...counted };
  }

  #rank(query: FilmQuery, match: string, filter: SqliteFilter, total: number): FilmSummary[] {
    const wanted = Math.min(query.limit, total);
    const found = new Map<number, FilmSummary>();
    // The plus stops the planner from scanning all films by number just because their numbers are in the requested
    // order.
    const tier = (source: string, parameters: readonly SQLInputValue[], column = '+f.n') => {
      if (found.size >= wanted) return;
      const sql = `select ${FILM_COLUMNS} from ${source} and ${filter.on(column)} order by ${column} limit ?`;
      for (const { n, summary } of this.#statements.films(sql, [...parameters, ...filter.parameters, query.limit])) {
        if (found.size < wanted) found.set(n, summary);
      }
    };
    const text = termsOf(query.q ?? '').join(' ');
    // If the query has an article, titles with that article come first.
    const title = titleKey(query.q ?? '') === text ? 'key' : 'whole';
    tier(`film f where f.${title} = ?`, [text]);
    tier(
      'person p cross join film_person x on x.person = p.n cross join film f on f.n = x.film where p.key = ?',
      [text],
      'x.film',
    );
    tier(`film f where f.${title} >= ? and f.${title} < ?`, [text, text + END]);
    tier(`film f where f.whole >= ? and f.whole < ?`, [text, text + END]);
    const fts = 'words cross join film f on f.n = words.rowid where words match ?';
    tier(fts, [`{title} : (${match})`], 'words.rowid');
    tier(fts, [match], 'words.rowid');
    return [...found.values()];
  }

  #searchTypos(query: FilmQuery, words: readonly string[], filter: SqliteFilter): BenchAnswer {
    const alternatives = words.map((word) => `(${[word, ...this.#typos.neighbours(word)].map(quote).join(' OR ')})`);
    const all = alternatives.join(' AND ');
    for (const match of [`{title} : (${all})`, all, alternatives.join(' OR ')]) {
      const parameters = [match, ...filter.parameters];
      const counted = this.#count(matching(filter), parameters, query);
      if (counted.total === 0) continue;
      return { items: this.#rankTypos(query, filter, parameters, counted.total), ...counted };
    }
    return NOTHING;
  }

  #rankTypos(query: FilmQuery, filter: SqliteFilter, parameters: readonly SQLInputValue[], total: number) {
    const typed = titleKey(query.q ?? '');
    const keys = `select n, key from words cross join film on n = words.rowid
      where words match ? and ${filter.on('words.rowid')} limit ${String(RANKED_TYPOS)}`;
    const ranked = this.#statements
      .all<[number, string]>(keys, parameters)
      .map(([n, key]) => ({ n, distance: editDistance(key, typed, 2) }))
      .sort((a, b) => a.distance - b.distance || a.n - b.n)
      .slice(0, Math.min(query.limit, total));
    const sql = `select ${FILM_COLUMNS} from json_each(?) j cross join film f on f.n = j.value order by j.key`;
    const rows = this.#statements.films(sql, [JSON.stringify(ranked.map(({ n }) => n))]);
    return rows.map(({ summary }) => summary);
  }

  /**
   * Answers a query without text. It reads a range of the b-tree of the first genre, or, without a genre, of the films
   * themselves.
   */
  #list(query: FilmQuery, genres: readonly number[]): BenchAnswer {
    const [first, ...others] = genres;
    const filter = this.#filters.of(query, others);
    const where = first === undefined ? 'film m where true' : 'film_genre m where genre = ?';
    const column = first === undefined ? 'm.n' : 'm.film';
    const source = `${where} and ${filter.on(column)}`;
    const parameters = [...(first === undefined ? [] : [first]), ...filter.parameters];
    const counted = this.#count(`select ${column} n from ${source}`, parameters, query);
    const direction = query.sort === 'year' ? 'desc' : 'asc';
    const sql = `select ${FILM_COLUMNS} from (select ${column} n from ${source} order by ${column} ${direction} limit ?) l
      cross join film f on f.n = l.n`;
    const films = this.#statements.films(sql, [...parameters, query.limit]);
    return { items: films.map(({ summary }) => summary), ...counted };
  }

  /** @param source yields film numbers as `n` */
  #count(source: string, parameters: readonly SQLInputValue[], { facets }: FilmQuery) {
    const [total = 0] = this.#statements.column(`select count(*) from (${source})`, parameters);
    const counts = BENCH_FACETS.filter((facet) => facets.includes(facet)).map(
      (facet) => [facet, countSqliteFacet(this.#statements, facet, source, parameters)] as const,
    );
    return { total, facets: Object.fromEntries(counts) };
  }
}

function matching(filter: SqliteFilter): string {
  return `select rowid n from words where words match ? and ${filter.on('words.rowid')}`;
}

const quote = (word: string) => `"${word.replaceAll('"', '""')}"`;

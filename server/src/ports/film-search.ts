import type { FilmSummary } from '../domain/film.ts';
import type { FilmQuery, FilmSearchResult, Person, Suggestion } from '../domain/film-query.ts';

export type IndexAnswer = FilmSearchResult & {
  /**
   * Whether the synopses should have been searched, but {@link SnapshotFeed.openSynopses} has not been called. False on
   * later pages of such an answer: these pages are made without the synopses too, and `isPartial` is true.
   */
  readonly lacksSynopses: boolean;
  /** Absent if the synopses were not searched. */
  readonly plot?: {
    /** The stems that stand for the words of the query; see `stemsOf`. */
    readonly stems: readonly string[];
    /** For each item, whether it was found by these stems. */
    readonly items: readonly boolean[];
  };
};

/**
 * Answers searches over all films that {@link SearchFeed} brought. It is deterministic: the same films and query give
 * the same answer in the same order.
 */
export interface FilmSearch {
  /**
   * @throws MarqueeError `bad-request`. It names `cursor` if the cursor does not belong to this query. It names another
   * parameter if the query uses an attribute in a way that is not declared
   */
  search(query: FilmQuery): Promise<IndexAnswer>;

  /**
   * Returns titles, people, genres and decades of which the typed text may be the beginning, best first. For each of
   * these kinds, typos are tolerated only if nothing matches the text exactly as typed. At most one decade and at most
   * two genres are suggested, and at most three people who were found only with typos. See docs/search.md.
   *
   * @param limit 1 to 20
   */
  suggest(typed: string, limit: number): Promise<readonly Suggestion[]>;

  /**
   * Finds films that share people and genres with this film, the most similar first. The film itself is never included.
   *
   * @param limit 1 to 100
   * @returns `undefined` if the search does not know this film
   */
  similar(id: string, limit: number): Promise<readonly FilmSummary[] | undefined>;

  /**
   * Finds the person whose name this is, in any spelling. In each field in which the person has films, the filter by
   * this name selects exactly these films.
   *
   * @returns `undefined` if nobody has this name
   */
  findPerson(name: string): Promise<Person | undefined>;

  /**
   * Ids of films that can be found, in an order that stays the same while no film changes.
   *
   * @param from number of films to skip, 0 or more
   * @param limit 1 or more
   */
  ids(from: number, limit: number): Promise<readonly string[]>;

  /** Number of films that can be found. */
  size(): Promise<number>;
}

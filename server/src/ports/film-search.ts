import type { FilmSummary, FilmChange, Film } from '../domain/film.ts';
import type { FilmQuery, FilmSearchResult, Suggestion } from '../domain/film-query.ts';

/** Answers searches over all films. Deterministic: the same films and query give the same answer in the same order. */
export interface FilmSearch {
  /** @throws MarqueeError `bad-request` naming `cursor` when it does not belong to this query */
  search(query: FilmQuery): Promise<FilmSearchResult>;

  /**
   * Titles and people with a word that starts as typed, best first.
   *
   * @param limit 1 to 20
   */
  suggest(typed: string, limit: number): Promise<readonly Suggestion[]>;

  /**
   * Films that share cast and genre with this one, the most alike first; never the film itself.
   *
   * @param limit 1 to 100
   * @returns `undefined` when this film is not known to the search
   */
  similar(id: string, limit: number): Promise<readonly FilmSummary[] | undefined>;

  /** Takes changes in any order, repeated or not: for each film the highest version seen wins. Visible at once. */
  apply(changes: readonly FilmChange[]): void;

  /**
   * Goes on with a snapshot from the next call on: a search sees all of the old or all of the new. Edits that the snapshot
   * does not cover stay visible.
   *
   * @param coveredUntilMs milliseconds since the epoch: the snapshot knows better of every change before it
   * @throws MarqueeError `invalid`, saying why, when it is damaged or of another format; everything stays as it was then
   */
  openSnapshot(snapshot: Uint8Array, coveredUntilMs: number): void;

  /** Replaces everything by these films at once: a search sees all of the old or all of the new. */
  load(films: AsyncIterable<readonly Film[]>): Promise<void>;

  /** How many films can be found. */
  size(): number;
}

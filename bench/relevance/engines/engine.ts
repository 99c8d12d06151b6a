import type { Film } from '../../../server/src/domain/film.ts';

/** Returns the ids of the best films, the best first. */
export type SearchIds = (q: string, limit: number) => readonly string[] | Promise<readonly string[]>;

/** An engine whose relevance is measured, with its own order of results. */
export type RelevanceEngine = {
  /** The settings, in one line for the docs. */
  readonly settings: string;
  readonly open: (films: readonly Film[]) => SearchIds | Promise<SearchIds>;
};

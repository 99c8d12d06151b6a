import type { FilmChange, FilmSummary } from '../../../server/src/domain/film.ts';
import type { Facet, FacetCount, FilmQuery } from '../../../server/src/domain/film-query.ts';
import type { Film } from '../../../server/src/domain/film.ts';

/** What every engine answers to the same request; more may be in it. */
export type BenchAnswer = {
  /** The best `limit` films, complete rows. */
  readonly items: readonly FilmSummary[];
  readonly total: number;
  readonly facets: Partial<Readonly<Record<Facet, readonly FacetCount[]>>>;
};

export type OpenEngine = {
  search(query: FilmQuery): BenchAnswer | Promise<BenchAnswer>;
  /** Absent where the engine is not measured under edits. */
  apply?(changes: readonly FilmChange[]): void;
};

/** An engine under test. Building and opening happen in different processes; files are all they share. */
export type BenchEngine = {
  /** @param folder empty; holds afterwards all that {@link open} needs, and nothing else: its size is the index's */
  build(films: AsyncIterable<readonly Film[]>, folder: string): Promise<void>;
  open(folder: string): Promise<OpenEngine> | OpenEngine;
};

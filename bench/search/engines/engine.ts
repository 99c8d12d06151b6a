import type { FilmChange, FilmSummary } from '../../../server/src/domain/film.ts';
import type { Facet, FacetCount, FilmQuery } from '../../../server/src/domain/film-query.ts';
import type { Film } from '../../../server/src/domain/film.ts';

/** The fields that every engine must return. An answer may have further fields. */
export type BenchAnswer = {
  /** The best `limit` films, as complete rows. */
  readonly items: readonly FilmSummary[];
  readonly total: number;
  readonly facets: Partial<Readonly<Record<Facet, readonly FacetCount[]>>>;
};

export type OpenEngine = {
  search(query: FilmQuery): BenchAnswer | Promise<BenchAnswer>;
  /** Absent if the engine is not measured under edits. */
  apply?(changes: readonly FilmChange[]): void;
};

/** An engine under test. Building and opening happen in different processes, which share only files. */
export type BenchEngine = {
  /**
   * @param folder empty at first. The engine writes into the folder what {@link open} needs and nothing else, because
   *   the size of the folder is reported as the size of the index.
   */
  build(films: AsyncIterable<readonly Film[]>, folder: string): Promise<void>;
  open(folder: string): Promise<OpenEngine> | OpenEngine;
};

import type { Facet, FacetCount, FilmQuery } from '../../../server/src/domain/film-query.ts';

export const WORKLOAD_CLASSES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
export type WorkloadClass = (typeof WORKLOAD_CLASSES)[number];

/** What a right answer looks like, known from how the query was made; each class sets what it is judged by. */
type Truth = {
  /** Films that match by the naive count. Absent where a typo leaves open what matches. */
  readonly total?: number;
  /** The first answer must be a film of this title (folded, without article). */
  readonly titleKey?: string;
  /** The first answer must be this film. */
  readonly id?: string;
  /** Titles of answers should start with this (folded). */
  readonly typed?: string;
  /** The most that `startsSo` can be: the share of the top 10 that any ranking could fill with such titles. */
  readonly startsSoAtBest?: number;
  /** Films that should be answered. */
  readonly ids?: readonly string[];
  /** Values of the facets, all of them, by the naive count. */
  readonly facets?: Readonly<Record<Facet, readonly FacetCount[]>>;
};

export type BenchCase = { readonly query: FilmQuery; readonly truth: Truth };

/** A class of queries: draws one at a time from the catalogue; `undefined` where this draw makes none. */
export type CaseMaker = () => BenchCase | undefined;

/** A query with nothing but defaults: the top 20, as the API's first page. */
export const EMPTY_QUERY: FilmQuery = { cast: [], genres: [], sort: 'relevance', limit: 20, facets: [] };

/** Longest `q` that the API takes. */
export const MAX_QUERY_LENGTH = 200;

export type Workload = Readonly<Record<WorkloadClass, readonly BenchCase[]>>;

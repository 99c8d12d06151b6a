import type { FacetCount, FilmQuery } from '../../../server/src/domain/film-query.ts';

export const WORKLOAD_CLASSES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'] as const;
export type WorkloadClass = (typeof WORKLOAD_CLASSES)[number];

/** The classes whose queries are not spelled like the title. Most peers do not find what is meant. */
export const OTHERWISE_WRITTEN: ReadonlySet<WorkloadClass> = new Set(['i', 'j', 'k', 'l']);

/** The facets that every engine of the benchmark counts. */
export const BENCH_FACETS = ['genre', 'decade', 'cast'] as const;
export type BenchFacet = (typeof BENCH_FACETS)[number];

/** The correct answer, known from how the query was made. Each class sets the fields that it is judged by. */
type Truth = {
  /**
   * Number of matching films, counted by brute force. Absent for queries with a typo, because for them it is not
   * defined which films match.
   */
  readonly total?: number;
  /** The first answer must be a film with this title (folded, without article). */
  readonly titleKey?: string;
  /** The first answer must be this film. */
  readonly id?: string;
  /** The titles in the answer should start with this folded text. */
  readonly typed?: string;
  /**
   * The highest possible `startsSo`: the share of the top 10 that the best possible ranking would fill with titles that
   * start with `typed`.
   */
  readonly startsSoAtBest?: number;
  /** Films that the answer should contain. In the classes that mean one title, any one film of that title is enough. */
  readonly ids?: readonly string[];
  /** All values of the facets, counted by brute force. */
  readonly facets?: Readonly<Record<BenchFacet, readonly FacetCount[]>>;
};

export type BenchCase = { readonly query: FilmQuery; readonly truth: Truth };

/**
 * Marks a query that is left out: the films that have all its words are not the same as the films that match it by the
 * rules of docs/search.md.
 */
export const UNCLEAR = 'unclear';

/**
 * Makes queries of one class. Each call draws a film from the catalogue and makes one query from it. Returns
 * `undefined` if the film does not yield a query of this class.
 */
export type CaseMaker = () => BenchCase | typeof UNCLEAR | undefined;

/** A query with default values only. It returns the top 20, like the first page of the API. */
export const EMPTY_QUERY: FilmQuery = { cast: [], genres: [], sort: 'relevance', limit: 20, facets: [] };

/** Longest `q` that the API accepts. */
export const MAX_QUERY_LENGTH = 200;

export type Workload = Readonly<Record<WorkloadClass, readonly BenchCase[]>>;

import type { Film } from '../../server/src/domain/film.ts';
import type { Latencies } from '../search/latencies.ts';
import type { Workload } from '../search/workload/bench-case.ts';

/** What is measured of one engine and one number of films. */
export type Measurement = {
  readonly films: number;
  /** From reading the first film to the finished index. */
  readonly buildMs: number;
  /** The most resident memory that this process had while it built the index. */
  readonly buildPeakBytes: number;
  /** Sizes of the files of the index. */
  readonly fileBytes: Readonly<Record<string, number>>;
  /** From reading the file to the first answer for a title, and then from reading the synopses to that for a plot. */
  readonly openMs: number;
  readonly openSynopsesMs: number;
  readonly memory: Memory;
  /** Latencies by class of query. */
  readonly classes: Readonly<Record<string, Latencies>>;
  readonly edits: Edits;
};

type Memory = {
  /** Resident memory over that of the same process before it opened the index: after opening, and after all queries. */
  readonly openBytes: number;
  readonly endBytes: number;
  /** The heap of JavaScript, or the heap that Java may have, after all queries. */
  readonly heapBytes: number;
};

/** Figures while films are edited. */
export type Edits = {
  readonly edits: number;
  /** Edits that were never found, although every one was looked for until the end. */
  readonly lost: number;
  /** Time from an edit until a search finds it. */
  readonly found: Latencies;
  /** Latencies while films are edited, of queries for titles and plots in turn. */
  readonly titles: Latencies;
  readonly plots: Latencies;
};

/** The queries, which are the same for every number of films and every engine. */
export type ScaleQueries = {
  readonly titles: Workload;
  readonly plots: readonly string[];
  readonly names: readonly string[];
  /** The films that are edited. */
  readonly edited: readonly Film[];
};

type Measured = {
  readonly films: string;
  readonly count: number;
  readonly queries: string;
  readonly folder: string;
  readonly budgetMs: number;
  readonly editSeconds: number;
};

/** A task for a process. */
export type Task =
  /** Writes the films, and the queries for them. */
  | {
      readonly kind: 'prepare';
      readonly data: string;
      readonly count: number;
      readonly smallest: number;
      readonly queries: number;
      readonly seed: number;
      readonly filmsFile: string;
      readonly queriesFile: string;
    }
  | ({ readonly kind: 'build' } & Measured)
  | ({ readonly kind: 'memory' } & Measured)
  | ({
      readonly kind: 'opensearch';
      readonly endpoint: string;
      readonly pid: number;
      readonly heapBytes: number;
    } & Measured);

export type Reports = {
  prepare: { readonly films: number };
  build: Pick<Measurement, 'buildMs' | 'buildPeakBytes' | 'fileBytes'>;
  memory: Omit<Measurement, 'films' | keyof Reports['build']>;
  opensearch: Omit<Measurement, 'films'>;
};

/** A process sends any number of shares of its work, from 0 to 1, and then its report. */
export type Message<Kind extends Task['kind']> =
  { readonly share: number; readonly doing: string } | { readonly report: Reports[Kind] } | { readonly failed: string };

import type { Quality } from './judge.ts';
import type { Edits } from './edits.ts';
import type { Latencies } from './latencies.ts';
import type { WorkloadClass } from './workload/bench-case.ts';

/** A task for a measured process. */
export type Task =
  /** Makes films and workloads and writes them to files. */
  | {
      readonly kind: 'prepare';
      readonly source: FilmSource;
      readonly folder: string;
      readonly queries: number;
      readonly seed: number;
    }
  /** Starts and does nothing, to measure the time and memory that Node itself takes. */
  | { readonly kind: 'bare'; readonly workload: string }
  | ({ readonly kind: 'build'; readonly films: string } & EnginePlace)
  | QueryTask<'run'>
  | QueryTask<'judge'>
  | QueryTask<'worst'>
  | ({
      readonly kind: 'edits';
      readonly workload: string;
      readonly films: string;
      readonly seconds: number;
    } & EnginePlace);

type EnginePlace = { readonly engine: string; readonly folder: string };

/** Runs queries. If the queries of a class exceed the budget, only some of them are run. */
type QueryTask<Kind> = { readonly kind: Kind; readonly workload: string; readonly budgetMs: number } & EnginePlace;

export type FilmSource =
  | { readonly kind: 'data'; readonly path: string; readonly scale: number }
  | { readonly kind: 'synthetic'; readonly count: number };

export type RunReport = {
  /** Time from opening the files to the first answer. */
  readonly openMs: number;
  /** Milliseconds since the epoch, including fractions. */
  readonly firstAnswerAtMs: number;
  readonly rssOpenBytes: number;
  readonly rssEndBytes: number;
  readonly classes: Readonly<Partial<Record<WorkloadClass, Latencies>>>;
};

export type TaskReports = {
  prepare: {
    readonly films: number;
    readonly bytes: number;
    readonly queries: Readonly<Record<WorkloadClass, number>>;
  };
  bare: { readonly firstAnswerAtMs: number; readonly rssOpenBytes: number; readonly rssEndBytes: number };
  build: { readonly buildMs: number; readonly bytes: number };
  run: RunReport;
  judge: Readonly<Partial<Record<WorkloadClass, Quality>>>;
  worst: Readonly<Record<string, Latencies>>;
  edits: Edits;
};

export type TaskKind = keyof TaskReports;

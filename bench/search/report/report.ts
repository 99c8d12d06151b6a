import type { Edits } from '../edits.ts';
import type { Quality } from '../judge.ts';
import type { Latencies } from '../latencies.ts';
import type { FilmSource } from '../protocol.ts';
import type { WorkloadClass } from '../workload/bench-case.ts';

/** The figures of one engine. If there are several rounds, each figure is the median over the rounds. */
export type EngineReport = {
  readonly buildMs: number;
  /** Total size of the files that the engine opens. */
  readonly indexBytes: number;
  readonly openMs: number;
  /** Time from the start of a process to its first answer, minus the start time of a process that does nothing. */
  readonly startMs: number;
  /**
   * Resident memory after the first answer and after all queries, each minus the resident memory of a process that does
   * nothing.
   */
  readonly memoryOpenBytes: number;
  readonly memoryEndBytes: number;
  readonly classes: Readonly<Partial<Record<WorkloadClass, Latencies>>>;
  readonly quality: Readonly<Partial<Record<WorkloadClass, Quality>>>;
  readonly worst?: Readonly<Record<string, Latencies>>;
  readonly edits?: Edits;
};

/** The report that a run writes as JSON. */
export type SearchReport = {
  /** The time of the run, in ISO 8601. */
  readonly at: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly load: number; readonly node: string };
  readonly source: FilmSource['kind'];
  readonly films: number;
  readonly filmBytes: number;
  readonly queries: Readonly<Record<WorkloadClass, number>>;
  readonly rounds: number;
  readonly seed: number;
  readonly engines: Readonly<Record<string, EngineReport>>;
};

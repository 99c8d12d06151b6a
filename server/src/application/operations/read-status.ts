import type { Degradation } from '../../domain/degradation.ts';
import { isMarqueeError } from '../../domain/errors.ts';
import type { SearchWithoutResults } from '../../domain/searches-without-results.ts';
import type { CataloguePointer, SnapshotEntry } from '../../ports/catalogue-pointer.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ImportReport, ImportReports } from '../../ports/import-reports.ts';
import type { MovieProvider } from '../../ports/movie-provider.ts';
import type { MarqueeEvent, Observer } from '../../ports/observer.ts';
import type { OperationsMetrics, OperationsReading } from '../../ports/operations-metrics.ts';
import type { SearchesWithoutResults } from '../../ports/searches-without-results.ts';
import { moviesState, type MoviesState } from '../movies/movies-state.ts';
import type { CurrentSearch } from '../search/current-search.ts';

/** What Marquee promises its users: see composition/objectives.ts. */
type Objectives = {
  readonly availability: { readonly share: number; readonly days: number };
  readonly latency: readonly { readonly kind: string; readonly route: string; readonly p99Ms: number }[];
};

/** A setting, without its value, because the value may be secret. */
export type NamedSetting = { readonly name: string; readonly isSet: boolean };

/** What does not change while the process runs. */
export type StatusFacts = {
  readonly versions: { readonly product: string; readonly node: string; readonly functionVersion?: string };
  readonly environment: string;
  readonly settings: readonly NamedSetting[];
  readonly objectives: Objectives;
};

type StatusPorts = {
  readonly metrics: OperationsMetrics;
  readonly pointer: Pick<CataloguePointer, 'read'>;
  readonly reports: Pick<ImportReports, 'recent'>;
  /** `undefined`: they are not counted. */
  readonly emptySearches: Pick<SearchesWithoutResults, 'list'> | undefined;
  readonly provider: Pick<MovieProvider, 'refusal' | 'hasKey'>;
  readonly current: Pick<CurrentSearch, 'tailLength'>;
  readonly index: { size(): Promise<number> };
  /** Returns what is impaired. Reads the latest changes first, so that it is correct even while nobody searches. */
  readonly degradations: () => Promise<readonly Degradation[]>;
  readonly clock: Clock;
  readonly observer: Observer;
};

/** `value` is absent if nothing was measured; the objective is then neither met nor missed. */
type ObjectiveStatus = {
  readonly name: string;
  readonly unit: 'share' | 'ms';
  readonly target: number;
  readonly value?: number;
  readonly state: 'met' | 'missed' | 'unknown';
  /** The time that the value covers. */
  readonly coveredMs?: number;
};

/** `undefined` stands for what could not be read, because a store did not answer. */
export type Status = {
  readonly facts: StatusFacts;
  readonly nowMs: number;
  readonly degradations: readonly Degradation[];
  readonly objectives: readonly ObjectiveStatus[];
  readonly covers: OperationsMetrics['covers'];
  readonly metrics: OperationsReading | undefined;
  readonly movies: MoviesState;
  readonly search: {
    readonly films: number | undefined;
    readonly tailLength: number;
    readonly snapshot: SnapshotEntry | 'none' | 'unknown';
  };
  readonly imports: readonly ImportReport[] | undefined;
  readonly emptySearches: readonly SearchWithoutResults[] | 'not-counted' | undefined;
};

/** Gathers what an operator needs to know. Answers even if a store or the metrics cannot be read. */
export class ReadStatus {
  readonly #ports: StatusPorts;
  readonly #facts: StatusFacts;

  constructor(ports: StatusPorts, facts: StatusFacts) {
    this.#ports = ports;
    this.#facts = facts;
  }

  async execute(): Promise<Status> {
    const { metrics, pointer, reports, emptySearches, provider, current, index, clock } = this.#ports;
    const [degradations, films, reading, state, imports, searches] = await Promise.all([
      this.#ports.degradations(),
      this.#read('films', index.size()),
      this.#read('metrics', metrics.read()),
      this.#read('snapshot', pointer.read()),
      this.#read('imports', reports.recent()),
      emptySearches ? this.#read('searches', emptySearches.list(clock.nowMs())) : ('not-counted' as const),
    ]);
    return {
      facts: this.#facts,
      nowMs: clock.nowMs(),
      degradations,
      objectives: judge(this.#facts.objectives, reading),
      covers: metrics.covers,
      metrics: reading,
      movies: moviesState(provider),
      search: {
        films,
        tailLength: current.tailLength(),
        snapshot: state ? (state.snapshot ?? 'none') : 'unknown',
      },
      imports,
      emptySearches: searches,
    };
  }

  /** @returns `undefined` if it cannot be read */
  async #read<T>(what: FailedRead['what'], reading: Promise<T>): Promise<T | undefined> {
    try {
      return await reading;
    } catch (error) {
      // An installation without metrics is no failure.
      const isAbsent = isMarqueeError(error) && error.kind === 'not-configured';
      if (!isAbsent) this.#ports.observer.observe({ type: 'status-read-failed', what, error });
      return undefined;
    }
  }
}

type FailedRead = Extract<MarqueeEvent, { type: 'status-read-failed' }>;

function judge({ availability, latency }: Objectives, reading: OperationsReading | undefined): ObjectiveStatus[] {
  const { answered = 0, failed = 0, coveredMs } = reading?.requests ?? {};
  const share = answered === 0 ? undefined : 1 - failed / answered;
  return [
    {
      ...{ name: 'availability', unit: 'share', target: availability.share },
      ...judged(share, share !== undefined && share >= availability.share, coveredMs),
    },
    ...latency.map(({ route, p99Ms: target }) => {
      const value = reading?.p99Ms[route];
      return {
        ...{ name: route, unit: 'ms' as const, target },
        ...judged(value, value !== undefined && value <= target, reading?.recentMs),
      };
    }),
  ];
}

function judged(value: number | undefined, isMet: boolean, coveredMs: number | undefined) {
  if (value === undefined) return { state: 'unknown' as const };
  return {
    value,
    state: isMet ? ('met' as const) : ('missed' as const),
    ...(coveredMs !== undefined && { coveredMs }),
  };
}

/** The movie answers of one period. */
type MoviesPeriod = {
  /** The start of the period, in milliseconds since the epoch. */
  readonly startMs: number;
  readonly answers: number;
  /** Answers from the cache. */
  readonly hits: number;
  /** Answers without a provider call of their own. */
  readonly saved: number;
};

export type OperationsReading = {
  /** The periods in which movies were requested, the oldest first. */
  readonly movies: readonly MoviesPeriod[];
  /** How long a period is. */
  readonly periodMs: number;
  /** The time that `movies`, `breakerOpened` and `p99Ms` cover. */
  readonly recentMs: number;
  /** How often a breaker of the movie provider has opened. */
  readonly breakerOpened: number;
  /**
   * By route, such as `GET /v1/films`: the 99th percentile of the time to answer. In a process it may be up to 10 % too
   * high; from CloudWatch it is that of the slowest hour. Routes without requests are left out.
   */
  readonly p99Ms: Readonly<Record<string, number>>;
  readonly requests: {
    /** The time that the counts cover. */
    readonly coveredMs: number;
    readonly answered: number;
    /** Those with a 5xx answer. */
    readonly failed: number;
  };
};

/** What the product has measured about itself. */
export interface OperationsMetrics {
  /** Whose measurements these are: those of this process since its start, or those of all instances. */
  readonly covers: 'process' | 'environment';

  /**
   * @throws MarqueeError `not-configured` if there are no measurements, `upstream-unavailable` if they cannot be read
   */
  read(): Promise<OperationsReading>;
}

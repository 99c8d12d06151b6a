/**
 * What Marquee promises its users. The alarms, the dashboard and the status page use these values, and
 * docs/operations.md explains them. They are goals: nobody has measured them in AWS yet.
 */
export const OBJECTIVES = {
  /** The share of requests to the API that are answered with a status below 500. */
  availability: { share: 0.999, days: 30 },
  /**
   * 99 of 100 requests for a route are answered within this time. The function measures it from the event to the
   * answer, so it includes neither the network nor the start of an instance.
   */
  latency: [
    { kind: 'search', route: 'GET /v1/films', p99Ms: 500 },
    { kind: 'film', route: 'GET /v1/films/{id}', p99Ms: 300 },
    // Most searches for movies are answered from the cache. The others wait up to 2.4 s for an attempt at the provider.
    { kind: 'movies', route: 'GET /v1/movies', p99Ms: 2_500 },
  ],
} as const;

/** The routes whose times have an objective, such as `GET /v1/films`. */
export const ROUTES_WITH_OBJECTIVES: readonly string[] = OBJECTIVES.latency.map(({ route }) => route);

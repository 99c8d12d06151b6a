import { OBJECTIVES } from '../../server/src/composition/deployment.ts';
import type { Watch } from '../constructs/alarms.ts';
import { awsMetric, ourMetric } from '../constructs/metrics.ts';

/** The names in AWS of what the alarms of the server watch. The keys are the names in this project. */
export type Watched = {
  /** The name of the environment. */
  readonly environment: string;
  readonly apiId: string;
  readonly functions: Readonly<Record<string, string>>;
  /**
   * Name of the function that people wait for. There is no alarm when the other functions are throttled, because that
   * is intended: files, rebuilds and purges wait for each other. Events that waited too long arrive in `deadLetters`.
   */
  readonly answering: string;
  /** Queues that are empty unless something has failed for good. Somebody has to look at every message there. */
  readonly deadLetters: Readonly<Record<string, string>>;
  readonly rules: Readonly<Record<string, string>>;
  readonly searchDomain?: WatchedDomain | undefined;
};

/** An OpenSearch domain. */
export type WatchedDomain = {
  readonly name: string;
  /** The number of the account. AWS calls it the client. */
  readonly accountId: string;
  /** The volume of each node. */
  readonly volumeGb: number;
};

/**
 * The burn rate at which the alarm is raised. At 14.4 times the failures that the objective allows, an hour uses up 2 %
 * of a month's error budget, and two days use up all of it (sre.google/workbook/alerting-on-slos).
 */
const FAST_BURN = 14.4;

/** In a quiet hour, a handful of failures is a large share of the requests, but no reason to wake anybody. */
const FEW_FAILURES = 5;

/** AWS recommends to be warned when less than a quarter of a volume is free, and when Java has used this much of its memory. */
const FREE_SHARE = 0.25;
const MEMORY_PRESSURE = 95;

/** A rebuild is due six hours after the last snapshot, if a film has changed since. */
const SNAPSHOT_LAG_HOURS = 7;

export function serverWatches(watched: Watched): Watch[] {
  const { environment, apiId, functions, answering, deadLetters, rules, searchDomain } = watched;
  const ofApi = { ApiId: apiId };
  const allowed = 1 - OBJECTIVES.availability.share;
  return [
    {
      ...{ id: 'api-5xx', section: 'api-5xx' },
      description: 'The API fails: more than five 5xx responses in five minutes, twice in a row.',
      ...{ watches: awsMetric('apiErrors', ofApi), above: FEW_FAILURES, periods: 2 },
    },
    {
      ...{ id: 'api-availability', section: 'api-availability' },
      description: `In an hour, the API has failed ${String(FAST_BURN)} times as often as its objective allows.`,
      watches: {
        expression: `IF(failed > ${String(FEW_FAILURES)}, failed / requests, 0)`,
        of: { failed: awsMetric('apiErrors', ofApi), requests: awsMetric('apiRequests', ofApi) },
      },
      ...{ above: round(FAST_BURN * allowed), periodSec: 3_600 },
    },
    ...OBJECTIVES.latency.map(({ kind, route, p99Ms }) => ({
      ...{ id: `latency-${kind}`, section: 'latency' },
      description: `For 15 minutes, the p99 of ${route} was above ${String(p99Ms)} ms.`,
      ...{ watches: ourMetric('RequestLatency', 'p99', environment, route), above: p99Ms, periods: 3 },
    })),
    {
      ...{ id: 'api-throttles', section: 'api-throttles' },
      description: 'The function is called more often than its concurrency allows.',
      watches: awsMetric('throttles', { FunctionName: answering }),
    },
    ...Object.entries(functions).map(([id, FunctionName]) => ({
      ...{ id: `${id}-errors`, section: 'function-errors' },
      description: 'The function throws an error, or runs out of time or memory.',
      watches: awsMetric('errors', { FunctionName }),
    })),
    ...Object.entries(deadLetters).map(([id, QueueName]) => ({
      ...{ id, section: id },
      description: 'An event still failed after all retries. Look at the messages in the queue.',
      watches: awsMetric('messages', { QueueName }),
    })),
    ...Object.entries(rules).map(([id, RuleName]) => ({
      ...{ id: `${id}-not-called`, section: 'not-called' },
      description: 'EventBridge could not call its target.',
      watches: awsMetric('failedInvocations', { RuleName }),
    })),
    {
      ...{ id: 'snapshot-age', section: 'snapshot-age' },
      description: `Films have changed, and the search snapshot has not been rebuilt for ${String(SNAPSHOT_LAG_HOURS)} hours. Or for 15 minutes, nobody has checked whether a rebuild is due.`,
      ...{ watches: ourMetric('SnapshotLag', 'Minimum', environment), above: SNAPSHOT_LAG_HOURS * 3_600 },
      // The snapshot function sends the metric every minute, but not while it rebuilds.
      ...{ missing: 'breaching', periods: 3 },
    },
    {
      ...{ id: 'breaker-open', section: 'breaker-open' },
      description:
        'The movie provider keeps failing: its circuit breaker has opened in two five-minute periods in a row.',
      ...{ watches: ourMetric('BreakerOpen', 'Maximum', environment), periods: 2 },
    },
    {
      ...{ id: 'import-failed', section: 'import-failed' },
      description: 'An import of a file has failed.',
      watches: ourMetric('ImportErrors', 'Sum', environment),
    },
    ...(searchDomain === undefined ? [] : searchDomainWatches(searchDomain)),
  ];
}

/** The alarms that AWS recommends: docs.aws.amazon.com/opensearch-service/latest/developerguide/cloudwatch-alarms.html. */
function searchDomainWatches({ name, accountId, volumeGb }: WatchedDomain): Watch[] {
  const ofDomain = { DomainName: name, ClientId: accountId };
  return [
    {
      ...{ id: 'search-domain-red', section: 'search-domain-red' },
      description: 'The OpenSearch domain lacks an index, or a part of it, so searches fail.',
      ...{ watches: awsMetric('searchDomainRed', ofDomain), periodSec: 60 },
    },
    {
      ...{ id: 'search-domain-storage', section: 'search-domain-storage' },
      description: `A node of the OpenSearch domain has less than ${String(100 * FREE_SHARE)} % of its volume free.`,
      ...{ watches: awsMetric('searchDomainFreeMb', ofDomain), below: volumeGb * 1_024 * FREE_SHARE, periodSec: 60 },
    },
    {
      ...{ id: 'search-domain-memory', section: 'search-domain-memory' },
      description: `For three minutes, Java has used more than ${String(MEMORY_PRESSURE)} % of its memory on a node of the OpenSearch domain.`,
      ...{ watches: awsMetric('searchDomainMemory', ofDomain), above: MEMORY_PRESSURE, periodSec: 60, periods: 3 },
    },
  ];
}

export type WatchedEdge = {
  readonly distributionId: string;
  readonly healthCheckId?: string | undefined;
};

/** Alarms on metrics that AWS sends to us-east-1 only. */
export function edgeWatches({ distributionId, healthCheckId }: WatchedEdge): Watch[] {
  return [
    {
      ...{ id: 'cloudfront-5xx', section: 'cloudfront-5xx' },
      description: 'For ten minutes, more than 5 % of the answers of CloudFront have been 5xx.',
      watches: awsMetric('cloudfrontErrorRate', { DistributionId: distributionId, Region: 'Global' }),
      ...{ above: 5, periods: 2 },
    },
    ...(healthCheckId === undefined
      ? []
      : [
          {
            ...{ id: 'synthetic-check', section: 'synthetic-check' },
            description: 'For five minutes, the health check of the public address has failed.',
            watches: awsMetric('healthCheck', { HealthCheckId: healthCheckId }),
            ...{ below: 1, periods: 5, periodSec: 60 },
          },
        ]),
  ];
}

/** Removes the digits that come only from binary floating point. */
function round(value: number): number {
  return Number(value.toPrecision(6));
}

import { OBJECTIVES, type MetricName } from '../../server/src/composition/deployment.ts';
import type { Graph } from '../constructs/dashboard.ts';
import { awsMetric, eachRoute, ourMetric, type Metric } from '../constructs/metrics.ts';
import { EDGE_REGION } from './names.ts';
import type { Watched, WatchedDomain } from './watches.ts';

export type Shown = Watched & {
  /** Name of the queue of purges in AWS. */
  readonly purges: string;
  readonly tables: Readonly<Record<string, string>>;
  /** ARNs of alarms of the client's stack. Only that stack knows the ids of what they watch. */
  readonly edgeAlarms: { readonly cloudfront: string; readonly syntheticCheck: string | undefined };
};

export function dashboardText(environment: string): string {
  const { availability, latency } = OBJECTIVES;
  const times = latency.map(({ kind, p99Ms }) => `${kind} ${String(p99Ms)} ms`).join(', ');
  return [
    `# Marquee: ${environment}`,
    `Objectives: ${percent(availability.share)} of the requests in ${String(availability.days)} days are answered without a 5xx; p99: ${times}.`,
    'docs/operations.md says what to do about each alarm, and what the metrics mean.',
  ].join('\n\n');
}

export function graphsOf(shown: Shown): Graph[] {
  return [
    ...[...ofRequests(shown), ...ofEdge(shown), ...ofMovies(shown), ...ofCatalogue(shown), ...ofResources(shown)],
    ...(shown.searchDomain === undefined ? [] : ofSearchDomain(shown.searchDomain)),
  ];
}

function ofRequests({ environment, apiId, functions, answering }: Shown): Graph[] {
  const ofApi = { ApiId: apiId };
  return [
    {
      title: 'Requests by route',
      lines: [{ label: '', expression: eachRoute('RequestLatency', 'SampleCount', environment) }],
    },
    {
      title: 'Availability',
      unit: '%',
      periodSec: 3_600,
      objectives: [{ label: 'objective', value: 100 * OBJECTIVES.availability.share }],
      lines: [
        { label: 'failed', id: 'failed', isHidden: true, metric: awsMetric('apiErrors', ofApi) },
        { label: 'requests', id: 'requests', isHidden: true, metric: awsMetric('apiRequests', ofApi) },
        { label: 'without a 5xx', expression: '100 * (1 - FILL(failed, 0) / requests)' },
      ],
    },
    {
      title: 'Errors of the API',
      lines: [
        { label: '5xx', metric: awsMetric('apiErrors', ofApi) },
        { label: '4xx', metric: awsMetric('apiBadRequests', ofApi) },
      ],
    },
    {
      title: 'p50 by route',
      unit: 'ms',
      lines: [{ label: '', expression: eachRoute('RequestLatency', 'p50', environment) }],
    },
    {
      title: 'p99 by route',
      unit: 'ms',
      objectives: OBJECTIVES.latency.map(({ kind, p99Ms }) => ({ label: `objective: ${kind}`, value: p99Ms })),
      lines: [{ label: '', expression: eachRoute('RequestLatency', 'p99', environment) }],
    },
    { title: 'Errors of functions', lines: each(functions, (FunctionName) => awsMetric('errors', { FunctionName })) },
    {
      title: 'Concurrent instances of the API',
      lines: [{ label: 'api', metric: awsMetric('instances', { FunctionName: answering }) }],
    },
  ];
}

function ofEdge({ edgeAlarms: { cloudfront, syntheticCheck } }: Shown): Graph[] {
  const graph = (title: string, arn: string) => ({ title, alarm: { arn, region: EDGE_REGION } });
  return [
    graph('5xx answers of CloudFront, in %', cloudfront),
    ...(syntheticCheck === undefined ? [] : [graph('Health check of the public address', syntheticCheck)]),
  ];
}

function ofMovies({ environment }: Shown): Graph[] {
  const sum = (name: MetricName) => ourMetric(name, 'Sum', environment);
  return [
    {
      title: 'Answers from the movies cache',
      unit: '%',
      lines: [
        { label: 'hits', id: 'hits', isHidden: true, metric: sum('CacheHits') },
        { label: 'misses', id: 'misses', isHidden: true, metric: sum('CacheMisses') },
        { label: 'stale', id: 'stale', isHidden: true, metric: sum('CacheStale') },
        { label: 'hits', expression: '100 * hits / (hits + misses + stale)' },
        { label: 'stale answers', expression: '100 * stale / (hits + misses + stale)' },
      ],
    },
    {
      title: 'Calls to the movie provider',
      lines: [
        { label: 'made', metric: ourMetric('ProviderLatency', 'SampleCount', environment) },
        { label: 'saved', metric: sum('ProviderCallsSaved') },
        { label: 'failed', metric: sum('ProviderErrors') },
      ],
    },
    { title: 'Breaker open', lines: [{ label: 'open', metric: ourMetric('BreakerOpen', 'Maximum', environment) }] },
  ];
}

function ofCatalogue({ environment }: Shown): Graph[] {
  const most = (name: MetricName) => ourMetric(name, 'Maximum', environment);
  return [
    {
      title: 'Age of the search snapshot',
      unit: 's',
      lines: [
        { label: 'age', metric: most('SnapshotAge') },
        { label: 'age, if films have changed since', metric: most('SnapshotLag') },
      ],
    },
    {
      title: 'Films changed since the snapshot',
      lines: [{ label: 'films', metric: most('TailLength') }],
    },
    {
      title: 'Imports and rebuilds',
      lines: [
        { label: 'imports', metric: ourMetric('ImportDuration', 'SampleCount', environment) },
        { label: 'failed imports', metric: ourMetric('ImportErrors', 'Sum', environment) },
        { label: 'rebuilds', metric: ourMetric('RebuildDuration', 'SampleCount', environment) },
        { label: 'failed rebuilds', metric: ourMetric('RebuildErrors', 'Sum', environment) },
      ],
    },
    {
      title: 'Time of imports and rebuilds',
      unit: 'ms',
      lines: [
        { label: 'longest import', metric: most('ImportDuration') },
        { label: 'longest rebuild', metric: most('RebuildDuration') },
      ],
    },
  ];
}

function ofResources({ functions, deadLetters, rules, purges, tables }: Shown): Graph[] {
  return [
    {
      title: 'Throttles',
      lines: [
        ...each(functions, (FunctionName) => awsMetric('throttles', { FunctionName })),
        ...Object.entries(tables).flatMap(([table, TableName]) => [
          { label: `${table}: reads`, metric: awsMetric('tableReadThrottles', { TableName }) },
          { label: `${table}: writes`, metric: awsMetric('tableWriteThrottles', { TableName }) },
        ]),
      ],
    },
    {
      title: 'Age of the oldest purge in the queue',
      unit: 's',
      lines: [{ label: 'purges', metric: awsMetric('messageAge', { QueueName: purges }) }],
    },
    { title: 'Dead letters', lines: each(deadLetters, (QueueName) => awsMetric('messages', { QueueName })) },
    {
      title: 'Failed calls by EventBridge',
      lines: each(rules, (RuleName) => awsMetric('failedInvocations', { RuleName })),
    },
  ];
}

function ofSearchDomain({ name, accountId }: WatchedDomain): Graph[] {
  const ofDomain = { DomainName: name, ClientId: accountId };
  return [
    {
      title: 'OpenSearch: red',
      lines: [{ label: 'red', metric: awsMetric('searchDomainRed', ofDomain) }],
    },
    {
      title: 'OpenSearch: free space of the fullest node',
      unit: 'MB',
      lines: [{ label: 'free', metric: awsMetric('searchDomainFreeMb', ofDomain) }],
    },
    {
      title: 'OpenSearch: memory pressure of Java',
      unit: '%',
      lines: [{ label: 'highest of a node', metric: awsMetric('searchDomainMemory', ofDomain) }],
    },
  ];
}

function each(names: Readonly<Record<string, string>>, metric: (name: string) => Metric) {
  return Object.entries(names).map(([label, name]) => ({ label, metric: metric(name) }));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

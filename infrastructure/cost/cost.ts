import { ACCESS, METRICS, OBJECTIVES, type Metric } from '../../server/src/composition/deployment.ts';
import { FUNCTIONS } from '../bundles/pack-bundles.ts';
import type { Environment } from '../config/schema.ts';
import { PRICES as P } from './prices.ts';

/** One line of a bill: what it is for, how it is calculated, and the amount in US dollars. */
export type CostLine = { readonly what: string; readonly formula: string; readonly dollars: number };

const MILLION = 1_000_000;

/** Formats a price with all its decimals: `$0.085`. */
export function price(dollars: number, leastDecimals = 2): string {
  const options = { minimumFractionDigits: leastDecimals, maximumFractionDigits: 10 };
  return dollars.toLocaleString('en-US', { style: 'currency', currency: 'USD', ...options });
}

const READS = `${price(P.dynamodbReads)}/M`;
const WRITES = `${price(P.dynamodbWrites)}/M`;
const CALLS = `${price(P.lambdaRequests)}/M`;
const GB_SECONDS = `${price(P.lambdaGbSecond)}/GB-s`;
const LOG = `${price(P.logGb)}/GB`;
const TRACES = `${price(P.traces, 0)}/M`;
const KMS_KEY = `1 x ${price(P.kmsKey)}`;
const MINUTES_A_MONTH = 43_800;
const HOURS_A_MONTH = 730;
const DAYS_A_MONTH = 30.4;

/**
 * The values that the formulas assume. Measure your own values: sizes are in the access log, times in Lambda's REPORT
 * lines.
 */
export const ASSUMED = {
  films: '36,254 films that take 25 MB in the table, and three snapshots of 14 MB each',
  idleCallMs: 20,
  searchMs: 10,
  searchKb: 8,
  movieHitMs: 10,
  movieMissMs: 400,
  movieKb: 7,
  pageMs: 30,
  pageKb: 3,
  healthMs: 5,
  /** Size of the log line with the metrics of a request. */
  metricsKb: 0.8,
  /** Route 53 calls from three regions, each of them a few times in half a minute. */
  checksAMinute: 12,
  logKbOfCall: 1,
  /** A scan for the ids (2,700 units), and one unit of 4 KB to read each of the films. */
  exportReadUnits: 39_000,
  exportSec: 30,
  exportGb: 0.01,
  /** Lambda long-polls a queue with five pollers, and each poll waits 20 s. */
  pollsAMinute: 15,
  tracedShare: 0.05,
} as const;

const FIREWALL_RULES = 2;
export const FIREWALL_A_MONTH = P.wafAcl + FIREWALL_RULES * P.wafRule;

const gb = (kb: number) => kb / MILLION;
const lambdaSeconds = (calls: number, ms: number, memoryMb: number) =>
  calls * (ms / 1_000) * (memoryMb / 1_024) * P.lambdaGbSecond;

/**
 * The number of metrics that alarms watch: failures (also as a share, which needs two metrics) and throttles of the API, errors
 * of each function, dead letters of two queues, calls of the schedules, the snapshot, the breaker, imports, CloudFront, the
 * objectives for times, the synthetic check, the OpenSearch domain, and the two that deployments watch.
 */
export function watchedMetricsOf({ alarms, exports, openSearch }: Environment): number {
  if (alarms === false) return 0;
  const schedules = exports ? 3 : 2;
  const edge = alarms.syntheticCheck ? 2 : 1;
  const domain = openSearch ? 3 : 0;
  return 1 + 2 + 1 + FUNCTIONS.length + 2 + schedules + 3 + edge + OBJECTIVES.latency.length + domain + 2;
}

/** Returns the bill of a month without any request. */
export function idle(environment: Environment): CostLine[] {
  const { snapshot } = environment.functions;
  const polls = ASSUMED.pollsAMinute * MINUTES_A_MONTH;
  return [
    line(
      'snapshot function, once a minute',
      `43,800 calls x (${CALLS} + ${String(ASSUMED.idleCallMs)} ms x ${String(snapshot.memoryMb)} MB x ${GB_SECONDS})`,
      (MINUTES_A_MONTH * P.lambdaRequests) / MILLION +
        lambdaSeconds(MINUTES_A_MONTH, ASSUMED.idleCallMs, snapshot.memoryMb),
    ),
    line('its DynamoDB reads', `43,800 x 1.5 units x ${READS}`, (MINUTES_A_MONTH * 1.5 * P.dynamodbReads) / MILLION),
    line('its log', `43,800 x 1 kB x ${LOG}`, gb(MINUTES_A_MONTH * ASSUMED.logKbOfCall) * P.logGb),
    line('its traces', `43,800 x ${TRACES}`, (MINUTES_A_MONTH * P.traces) / MILLION),
    line(
      'Lambda polls the purge queue',
      `5 pollers x 3 a minute x 43,800 x ${price(P.sqs)}/M`,
      (polls * P.sqs) / MILLION,
    ),
    line(
      'tables',
      `0.025 GB x (${price(P.dynamodbGb)} + ${price(P.dynamodbRecoveryGb)} for point-in-time recovery)`,
      0.025 * (P.dynamodbGb + P.dynamodbRecoveryGb),
    ),
    line('buckets', `0.06 GB x ${price(P.s3Gb)}`, 0.06 * P.s3Gb),
    ...watching(environment),
    ...copies(environment),
    ...exportsOf(environment),
    ...openSearchOf(environment),
    ...(environment.tableKeyArn === undefined ? [] : [line('your own KMS key for the tables', KMS_KEY, P.kmsKey)]),
    ...(environment.domain ? [line('hosted zone of the domain', `1 x ${price(P.hostedZone)}`, P.hostedZone)] : []),
    ...(environment.hasFirewall
      ? [
          line(
            'firewall',
            `${price(P.wafAcl)} + ${String(FIREWALL_RULES)} rules x ${price(P.wafRule)}`,
            FIREWALL_A_MONTH,
          ),
        ]
      : []),
  ];
}

/** The number of metrics that the functions send if every route is requested in every hour. AWS charges by the hour. */
export function ownMetrics(): number {
  const metrics: readonly Metric[] = Object.values(METRICS);
  const routes = Object.keys(ACCESS).length;
  return metrics.length + routes * metrics.filter(({ byRoute }) => byRoute === true).length;
}

function watching(environment: Environment): CostLine[] {
  const { alarms, region } = environment;
  if (alarms === false) return [];
  const watched = watchedMetricsOf(environment);
  // An environment elsewhere has a second topic in us-east-1.
  const keys = region === 'us-east-1' ? 1 : 2;
  return [
    line('metrics that alarms watch', `${String(watched)} x ${price(P.alarm)}`, watched * P.alarm),
    line("KMS keys of the alarms' topics", `${String(keys)} x ${price(P.kmsKey)}`, keys * P.kmsKey),
    line('dashboard', `1 x ${price(P.dashboard)}`, P.dashboard),
    line('custom metrics: SnapshotLag, PurgeQueueAge', `2 x ${price(P.metric)}`, 2 * P.metric),
    ...(alarms.syntheticCheck ? syntheticCheck(environment) : []),
  ];
}

/** The check itself, and the requests that it makes. */
export function syntheticCheck(environment: Environment): CostLine[] {
  const requests = ASSUMED.checksAMinute * MINUTES_A_MONTH;
  const million = totalOf([...frontDoor(environment, 1), ...handler(environment, ASSUMED.healthMs)]);
  return [
    line(
      'synthetic check',
      `${price(P.healthCheck)} + 2 x ${price(P.healthCheckOption)} (HTTPS, text)`,
      P.healthCheck + 2 * P.healthCheckOption,
    ),
    line(
      'its requests for health',
      `${String(ASSUMED.checksAMinute)} a minute x 43,800 x $${million.toFixed(2)}/M`,
      (requests * million) / MILLION,
    ),
    line(
      'metrics of those requests: RequestLatency (of all routes, and of health), RequestErrors',
      `3 x ${price(P.metric)}`,
      3 * P.metric,
    ),
  ];
}

/** Copies of the films table. Each write of a film costs a write unit in each copy too. */
function copies({ replicaRegions }: Environment): CostLine[] {
  const { length } = replicaRegions;
  if (length === 0) return [];
  const gbMonth = P.dynamodbGb + P.dynamodbRecoveryGb;
  return [
    line(
      'copies of the films table',
      `${String(length)} x 0.025 GB x $${gbMonth.toFixed(2)}`,
      length * 0.025 * gbMonth,
    ),
  ];
}

/** Returns the bill of a month's scheduled exports. It is empty if the environment has none. */
export function exportsOf({ exports, functions }: Environment): CostLine[] {
  if (!exports) return [];
  const { everyDays, keepDays } = exports;
  const exportsAMonth = DAYS_A_MONTH / everyDays;
  const kept = keepDays / everyDays;
  const { exportSec, exportReadUnits, exportGb } = ASSUMED;
  return [
    line(
      'exports of all films',
      `${exportsAMonth.toFixed(1)} x (${String(exportReadUnits)} units x ${READS} + ${String(exportSec)} s x ${String(functions.import.memoryMb)} MB x ${GB_SECONDS})`,
      exportsAMonth *
        ((exportReadUnits * P.dynamodbReads) / MILLION +
          lambdaSeconds(1, exportSec * 1_000, functions.import.memoryMb)),
    ),
    line('their files', `${kept.toFixed(1)} x ${String(exportGb)} GB x ${price(P.s3Gb)}`, kept * exportGb * P.s3Gb),
  ];
}

/** Returns the bill of a month of the OpenSearch domain, without its alarms. It is empty if the environment has none. */
export function openSearchOf({ openSearch }: Pick<Environment, 'openSearch'>): CostLine[] {
  if (!openSearch) return [];
  const { nodeType, nodes, volumeGb } = openSearch;
  const hour = P.openSearchNodes[nodeType];
  return [
    line(
      'nodes of the OpenSearch domain',
      `${String(nodes)} x ${String(HOURS_A_MONTH)} h x ${price(hour)} (${nodeType})`,
      nodes * HOURS_A_MONTH * hour,
    ),
    line(
      'their volumes',
      `${String(nodes)} x ${String(volumeGb)} GB x ${price(P.openSearchGb)}`,
      nodes * volumeGb * P.openSearchGb,
    ),
  ];
}

/**
 * Returns the bill of a million film searches. They are far enough apart in time for each of them to check for edits.
 */
export function millionSearches(environment: Environment): CostLine[] {
  return [
    ...frontDoor(environment, ASSUMED.searchKb),
    ...handler(environment, ASSUMED.searchMs),
    line(
      'DynamoDB: snapshot pointer, changes since the snapshot',
      `1M x (1 + 0.5) units x ${READS}; at most one read a second for each instance`,
      1.5 * P.dynamodbReads,
    ),
  ];
}

/**
 * Returns the bill of a million movie look-ups that are answered from the cache table. Look-ups that are answered from
 * an instance's memory need none of these reads.
 */
export function millionMovieHits(environment: Environment): CostLine[] {
  return [
    ...frontDoor(environment, ASSUMED.movieKb),
    ...handler(environment, ASSUMED.movieHitMs),
    line(
      'DynamoDB: read the entry, its hit counter and the purge generation',
      `1M x 3 x 0.5 units x ${READS}`,
      1.5 * P.dynamodbReads,
    ),
    line(
      'DynamoDB: hit counter',
      `1M x 1 unit x ${WRITES}; at most one write in five seconds for each key`,
      P.dynamodbWrites,
    ),
  ];
}

/** Returns the bill of a million movie look-ups that each call TMDB. */
export function millionMovieMisses(environment: Environment): CostLine[] {
  return [
    ...frontDoor(environment, ASSUMED.movieKb),
    ...handler(environment, ASSUMED.movieMissMs),
    line('DynamoDB: read, then consistent read', `1M x (1.5 + 3) units x ${READS}`, 4.5 * P.dynamodbReads),
    line(
      'DynamoDB: acquire the lease, update the list of queries, store the entry (3 KB), release the lease',
      `1M x (1 + 1 + 3 + 1) units x ${WRITES}`,
      6 * P.dynamodbWrites,
    ),
  ];
}

/**
 * Returns the bill for opening a million links to films, none of which CloudFront has in its cache. A link that
 * many people open is answered once a minute.
 */
export function millionLinks(environment: Environment): CostLine[] {
  return [
    ...frontDoor(environment, ASSUMED.pageKb),
    line('CloudFront function', `1M x ${price(P.cloudfrontFunctions)}/M`, P.cloudfrontFunctions),
    ...handler(environment, ASSUMED.pageMs),
    line('DynamoDB: read the film', `1M x 1 unit x ${READS}`, P.dynamodbReads),
    line('S3: read index.html', `1M x ${price(P.s3Reads)}/M`, P.s3Reads),
  ];
}

export function totalOf(lines: readonly CostLine[]): number {
  return lines.reduce((sum, { dollars }) => sum + dollars, 0);
}

function frontDoor({ hasFirewall }: Environment, kb: number): CostLine[] {
  return [
    line(
      'CloudFront',
      `1M x ${price(P.cloudfrontRequests)}/M + ${String(kb)} GB x ${price(P.cloudfrontGb)}`,
      P.cloudfrontRequests + gb(kb * MILLION) * P.cloudfrontGb,
    ),
    line('log of CloudFront', `1M x 0.3 kB x ${LOG}`, gb(0.3 * MILLION) * P.logGb),
    line('HTTP API', `1M x ${price(P.httpApi)}/M`, P.httpApi),
    ...(hasFirewall ? [line('firewall', `1M x ${price(P.wafRequests)}/M`, P.wafRequests)] : []),
  ];
}

function handler({ functions, alarms }: Environment, ms: number): CostLine[] {
  const { memoryMb } = functions.api;
  const logKb = 1.3 + (alarms === false ? 0 : ASSUMED.metricsKb);
  return [
    line(
      'API function',
      `1M x (${CALLS} + ${String(ms)} ms x ${String(memoryMb)} MB x ${GB_SECONDS})`,
      P.lambdaRequests + lambdaSeconds(MILLION, ms, memoryMb),
    ),
    line('logs of function and API', `1M x ${logKb.toFixed(1)} kB x ${LOG}`, gb(logKb * MILLION) * P.logGb),
    line('traces', `5 % x 1M x ${TRACES}`, ASSUMED.tracedShare * P.traces),
  ];
}

function line(what: string, formula: string, dollars: number): CostLine {
  return { what, formula, dollars };
}

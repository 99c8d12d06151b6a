import type { Environment } from '../config/schema.ts';
import { PRICES as P } from './prices.ts';

/** One line of a bill: what it is for, its formula, and its amount in dollars. */
export type CostLine = { readonly what: string; readonly formula: string; readonly dollars: number };

const MILLION = 1_000_000;
const MINUTES_A_MONTH = 43_800;

/** What the formulas assume. To measure your own, read sizes and times in the access log and in Lambda's REPORT lines. */
export const ASSUMED = {
  films: '36,273 films, 25 MB in the table, a snapshot of 10 MB, three of them kept',
  idleCallMs: 20,
  searchMs: 10,
  searchKb: 8,
  movieHitMs: 10,
  movieMissMs: 400,
  movieKb: 7,
  logKbOfCall: 1,
  /** Lambda long-polls a queue with five pollers, each of which waits 20 s. */
  pollsAMinute: 15,
  tracedShare: 0.05,
} as const;

const gb = (kb: number) => kb / MILLION;
const lambdaSeconds = (calls: number, ms: number, memoryMb: number) =>
  calls * (ms / 1_000) * (memoryMb / 1_024) * P.lambdaGbSecond;

/** A month without requests. */
export function idle({ functions, alarms }: Environment, alarmCount: number): CostLine[] {
  const { snapshot } = functions;
  const polls = ASSUMED.pollsAMinute * MINUTES_A_MONTH;
  return [
    line(
      'snapshot function, once a minute',
      `43,800 calls x ($0.20/M + ${String(ASSUMED.idleCallMs)} ms x ${String(snapshot.memoryMb)} MB x $0.0000133334/GB-s)`,
      (MINUTES_A_MONTH * P.lambdaRequests) / MILLION +
        lambdaSeconds(MINUTES_A_MONTH, ASSUMED.idleCallMs, snapshot.memoryMb),
    ),
    line(
      'reads of the snapshot function',
      '43,800 x 1.5 units x $0.125/M',
      (MINUTES_A_MONTH * 1.5 * P.dynamodbReads) / MILLION,
    ),
    line(
      'log of the snapshot function',
      '43,800 x 1 kB x $0.50/GB',
      gb(MINUTES_A_MONTH * ASSUMED.logKbOfCall) * P.logGb,
    ),
    line('traces of the snapshot function', '43,800 x $5/M', (MINUTES_A_MONTH * P.traces) / MILLION),
    line('Lambda polls the purge queue', '5 pollers x 3 a minute x 43,800 x $0.40/M', (polls * P.sqs) / MILLION),
    line('tables', '0.025 GB x ($0.25 + $0.20 for recovery)', 0.025 * (P.dynamodbGb + P.dynamodbRecoveryGb)),
    line(
      'KMS: DynamoDB requests the key of a table',
      '2 tables x every 5 minutes x $0.03/10,000',
      (2 * (MINUTES_A_MONTH / 5) * P.kms) / MILLION,
    ),
    line('buckets', '0.06 GB x $0.023', 0.06 * P.s3Gb),
    ...(alarms === false ? [] : [line('alarms', `${String(alarmCount)} x $0.10`, alarmCount * P.alarm)]),
  ];
}

/** A million film searches, so far apart that each of them checks for edits. */
export function millionSearches({ functions }: Environment): CostLine[] {
  return [
    ...frontDoor(ASSUMED.searchKb),
    ...handler(ASSUMED.searchMs, functions.api.memoryMb),
    line(
      'DynamoDB: pointer and tail',
      '1M x (1 + 0.5) units x $0.125/M; at most one a second for each instance',
      1.5 * P.dynamodbReads,
    ),
  ];
}

/** A million movie look-ups that the cache's table answers. Answers from an instance's memory would save the reads. */
export function millionMovieHits({ functions }: Environment): CostLine[] {
  return [
    ...frontDoor(ASSUMED.movieKb),
    ...handler(ASSUMED.movieHitMs, functions.api.memoryMb),
    line('DynamoDB: entry, counter, generation', '1M x 3 x 0.5 units x $0.125/M', 1.5 * P.dynamodbReads),
    line(
      'writes of the hit counter',
      '1M x 1 unit x $0.625/M; at most one in five seconds for each key',
      P.dynamodbWrites,
    ),
  ];
}

/** A million movie look-ups that each call TMDB. */
export function millionMovieMisses({ functions }: Environment): CostLine[] {
  return [
    ...frontDoor(ASSUMED.movieKb),
    ...handler(ASSUMED.movieMissMs, functions.api.memoryMb),
    line('DynamoDB: one read, and one consistent read', '1M x (1.5 + 3) units x $0.125/M', 4.5 * P.dynamodbReads),
    line(
      'DynamoDB: acquire the lease, list of the query, entry of 3 KB, release the lease',
      '1M x (1 + 1 + 3 + 1) units x $0.625/M',
      6 * P.dynamodbWrites,
    ),
  ];
}

export function totalOf(lines: readonly CostLine[]): number {
  return lines.reduce((sum, { dollars }) => sum + dollars, 0);
}

function frontDoor(kb: number): CostLine[] {
  return [
    line(
      'CloudFront',
      `1M x $1.00/M + ${String(kb)} GB x $0.085`,
      P.cloudfrontRequests + gb(kb * MILLION) * P.cloudfrontGb,
    ),
    line('HTTP API', '1M x $1.00/M', P.httpApi),
  ];
}

function handler(ms: number, memoryMb: number): CostLine[] {
  return [
    line(
      'API function',
      `1M x ($0.20/M + ${String(ms)} ms x ${String(memoryMb)} MB x $0.0000133334/GB-s)`,
      P.lambdaRequests + lambdaSeconds(MILLION, ms, memoryMb),
    ),
    line('logs of function and API', '1M x 1.3 kB x $0.50/GB', gb(1.3 * MILLION) * P.logGb),
    line('traces', '5 % x 1M x $5/M', ASSUMED.tracedShare * P.traces),
  ];
}

function line(what: string, formula: string, dollars: number): CostLine {
  return { what, formula, dollars };
}

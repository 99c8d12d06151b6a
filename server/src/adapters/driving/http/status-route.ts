import type { ReadStatus, Status } from '../../../application/operations/read-status.ts';
import { describeDegradation } from './health-route.ts';
import { noQuerySchema } from './no-query-schema.ts';
import { defineRoute, type Route } from './route.ts';

export function statusRoute(readStatus: Pick<ReadStatus, 'execute'>): Route {
  return defineRoute({
    method: 'GET',
    path: '/v1/status',
    operationId: 'status',
    summary: 'What operators need to know about this installation',
    tag: 'System',
    query: noQuerySchema,
    answers: { 200: { description: 'The status, without the values of settings.', schema: 'Status' } },
    problems: [],
    handle: async () => ({
      status: 200,
      headers: { 'cache-control': 'no-store' },
      body: toBody(await readStatus.execute()),
    }),
  });
}

function toBody({
  facts,
  nowMs,
  degradations,
  objectives,
  covers,
  metrics,
  movies,
  search,
  imports,
  emptySearches,
}: Status) {
  const { versions, environment, settings } = facts;
  const { snapshot, films, tailLength } = search;
  return {
    at: time(nowMs),
    environment,
    versions,
    degraded: degradations.map(describeDegradation),
    objectives: objectives.map(({ coveredMs, ...rest }) => ({
      ...rest,
      ...(coveredMs !== undefined && { coveredSec: seconds(coveredMs) }),
    })),
    movies: {
      state: movies,
      covers,
      ...(metrics && {
        periodSec: seconds(metrics.periodMs),
        recentSec: seconds(metrics.recentMs),
        breakerOpened: metrics.breakerOpened,
      }),
      periods: metrics?.movies.map(({ startMs, ...counts }) => ({ start: time(startMs), ...counts })) ?? null,
    },
    search: {
      films: films ?? null,
      tailLength,
      snapshot: typeof snapshot === 'string' ? { state: snapshot } : snapshotOf(snapshot, nowMs),
    },
    imports:
      imports?.map(({ finishedAtMs, tookMs, location, counts, cleaned }) => ({
        ...{ location, finishedAt: time(finishedAtMs), tookMs, counts, cleaned },
      })) ?? null,
    ...(emptySearches !== 'not-counted' && {
      searchesWithoutResults:
        emptySearches?.map(({ lastAtMs, ...search }) => ({ ...search, lastAt: time(lastAtMs) })) ?? null,
    }),
    settings,
  };
}

function snapshotOf({ name, format, publishedAtMs }: Exclude<Status['search']['snapshot'], string>, nowMs: number) {
  const ageSec = Math.max(0, seconds(nowMs - publishedAtMs));
  return { state: 'published', name, format, publishedAt: time(publishedAtMs), ageSec };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}

function seconds(ms: number): number {
  return Math.round(ms / 1_000);
}

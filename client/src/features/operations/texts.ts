import { formatCount } from '../../lib/format-count.ts';

const MINUTE_SEC = 60;
const HOUR_SEC = 60 * MINUTE_SEC;
const DAY_SEC = 24 * HOUR_SEC;

/** The texts of this feature, in one place, so that they can be translated. */
export const texts = {
  title: 'Status',
  /** @param at such as `14:05:10` */
  asOf: (environment: string, at: string) => `Environment ${environment}, as of ${at}. Refreshed every 30 seconds.`,
  notRefreshed: 'The status cannot be refreshed. These values are old.',
  scope: {
    signIn: 'Sign in to see the status',
    denied: "You don't have access to the status page",
    needs: 'The status page is for operators. It needs the scope operations:read.',
    ask: "Your account doesn't have it. Ask whoever runs this installation to grant it, then sign in again.",
  },
  health: {
    title: 'Health and versions',
    well: 'Nothing is degraded.',
    since: (time: string) => `Since ${time}.`,
  },
  objectives: {
    title: 'Objectives',
    columns: ['Objective', 'Goal', 'Now', 'Result'],
    names: {
      availability: 'Requests without a server error',
      'GET /v1/films': 'Search time (99th percentile)',
      'GET /v1/films/{id}': 'Film page time (99th percentile)',
      'GET /v1/movies': 'Movie search time (99th percentile)',
    } as Readonly<Record<string, string>>,
    states: { met: 'Met', missed: 'Missed', unknown: 'No data' },
    value: (unit: 'share' | 'ms', value: number) =>
      unit === 'ms' ? `${formatCount(Math.ceil(value))} ms` : `${String(Math.floor(value * 100_000) / 1_000)} %`,
    covered: (seconds: number) => `in the last ${span(seconds)}`,
  },
  movies: {
    title: 'Movies cache',
    covers: {
      process: 'Measured by this process: its last three hours, or less if it started later.',
      environment: 'Measured by all instances.',
    },
    unread: 'The metrics cannot be read.',
    none: (seconds: number) => `No movie requests were measured in the last ${span(seconds)}.`,
    states: {
      ready: 'Closed: calls go to the provider.',
      unknown: 'Closed: no movie request has reached this instance yet.',
      'not-configured': 'No provider key is set.',
      'breaker-open': 'Open: calls to the provider are paused for a few seconds.',
    },
    breaker: 'Breaker',
    opened: (times: number, seconds: number) =>
      `Opened ${formatCount(times)} ${times === 1 ? 'time' : 'times'} in ${span(seconds)}.`,
    hitRate: 'Answers from the cache',
    saved: 'Provider calls saved',
    /** What a chart shows, for those who cannot see it. */
    summaryOfRate: (share: number, answers: number) =>
      `${percent(share)} of ${formatCount(answers)} answers came from the cache.`,
    summaryOfSaved: (saved: number, answers: number) =>
      `${formatCount(saved)} of ${formatCount(answers)} answers needed no extra call to the provider.`,
    table: 'Show the values as a table',
    columns: ['Time', 'Answers', 'From the cache', 'Calls saved'],
  },
  search: {
    title: 'Search',
    films: 'Films in the index',
    snapshot: 'Snapshot',
    format: 'Format of the snapshot',
    age: 'Age of the snapshot',
    tail: 'Films changed since the snapshot',
    states: { none: 'None yet.', unknown: 'The store did not answer.' },
    /** @param seconds the age */
    ageOf: (seconds: number) => span(seconds),
  },
  imports: {
    title: 'Recent imports',
    none: 'No imports yet.',
    unread: 'The store did not answer.',
    /** @param counts such as `{ rows: 10, created: 9, bad: 1 }` */
    outcome: (counts: Readonly<Record<string, number>>) => {
      const { rows = 0, ...outcomes } = counts;
      const parts = Object.entries(outcomes).flatMap(([name, count]) =>
        count > 0 ? [`${formatCount(count)} ${name}`] : [],
      );
      return `${formatCount(rows)} rows: ${parts.join(', ') || 'nothing to import'}.`;
    },
    cleaned: (cleaned: Readonly<Record<string, number>>) => {
      const parts = Object.entries(cleaned).map(([rule, count]) => `${rule} ${formatCount(count)}`);
      return parts.length === 0 ? 'No cleaning rule applied.' : `Quality: ${parts.join(', ')}.`;
    },
    when: (time: string, tookMs: number) => `${time}, took ${(tookMs / 1_000).toFixed(1)} s`,
  },
  emptySearches: {
    title: 'Searches without results',
    off: 'Not counted. “Searches without results” in docs/operations.md says how to switch this on, and what is then stored.',
    unread: 'The store did not answer.',
    none: 'No text was searched for often enough without finding a film.',
    hint: 'What people searched for often and did not find. The counts are of requests, not of people.',
    counted: (requests: number, lastAt: string) => `${formatCount(requests)} requests, the last at ${lastAt}`,
  },
  versions: { product: 'Marquee', node: 'Node.js', functionVersion: 'Lambda function' },
  settings: {
    title: 'Settings',
    hint: 'Shows which settings are set, never their values.',
    set: 'Set',
    unset: 'Default',
  },
} as const;

/** A share as a whole number of percent. */
export function percent(share: number): string {
  return `${String(Math.round(share * 100))} %`;
}

/** A time span in its largest unit, such as `3 hours`. */
function span(seconds: number): string {
  const [size, unit] =
    seconds >= 2 * DAY_SEC
      ? [DAY_SEC, 'day']
      : seconds >= 2 * HOUR_SEC
        ? [HOUR_SEC, 'hour']
        : seconds >= 2 * MINUTE_SEC
          ? [MINUTE_SEC, 'minute']
          : [1, 'second'];
  const count = Math.round(seconds / size);
  return `${formatCount(count)} ${unit}${count === 1 ? '' : 's'}`;
}

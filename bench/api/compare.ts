import { say } from '../progress.ts';
import { median, percentile } from '../statistics.ts';
import type { LoadReport, PlannedRequest } from './load-generator.ts';
import { runLoad } from './run-load.ts';

/** A server, and how it is asked for the same things as the others. */
export type Contestant = {
  readonly name: string;
  readonly url: string;
  readonly requests: readonly PlannedRequest[];
};

/** What several servers are asked for. The first server is the one that the others are compared with. */
export type Contest = { readonly what: string; readonly contestants: readonly Contestant[] };

export type ContestFigures = {
  readonly what: string;
  readonly server: string;
  readonly connections: number;
  readonly samples: number;
  readonly errors: number;
  /** Medians of the rounds. */
  readonly perSecond: number;
  readonly p50Micros: number;
  readonly p99Micros: number;
  /** The throughput as a share of that of the first server in the same round: the median, and all rounds. */
  readonly share: number;
  readonly shares: readonly number[];
};

type ContestOptions = {
  readonly connections: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
};

type Round = { readonly perSecond: number; readonly micros: Float64Array; readonly errors: number };

/**
 * Measures the servers in turn, round after round. Each round starts with another server. If the machine is busy for a
 * while, this slows all servers of a round, and hardly changes their shares.
 */
export async function compare(
  { what, contestants }: Contest,
  { connections, rounds, seconds }: ContestOptions,
): Promise<ContestFigures[]> {
  const figures: ContestFigures[] = [];
  for (const { url, requests } of contestants)
    await runLoad({ kind: 'saturate', url, requests, connections: 8, seconds: Math.max(seconds, 2) });
  for (const each of connections) {
    say(`${what}: ${String(contestants.length)} servers with ${String(each)} connections`);
    const measured = contestants.map((): Round[] => []);
    for (let round = 0; round < rounds; round += 1) {
      for (let turn = 0; turn < contestants.length; turn += 1) {
        const n = (round + turn) % contestants.length;
        const { url, requests } = contestants[n] ?? { url: '', requests: [] };
        measured[n]?.push(roundOf(await runLoad({ kind: 'saturate', url, requests, connections: each, seconds })));
      }
    }
    figures.push(
      ...contestants.map(({ name }, n) => figuresOf(what, name, each, measured[n] ?? [], measured[0] ?? [])),
    );
  }
  return figures;
}

function roundOf({ micros, errors, elapsedMs }: LoadReport): Round {
  for (const [reason, count] of Object.entries(errors)) say(`${String(count)} errors: ${reason}`);
  const sorted = Float64Array.from(Object.values(micros).flat()).sort();
  const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
  return { perSecond: (sorted.length * 1000) / elapsedMs, micros: sorted, errors: failed };
}

function figuresOf(
  what: string,
  server: string,
  connections: number,
  rounds: readonly Round[],
  first: readonly Round[],
): ContestFigures {
  const shares = rounds.map(({ perSecond }, n) => perSecond / (first[n]?.perSecond ?? NaN));
  const answered = rounds.filter(({ micros }) => micros.length > 0);
  if (answered.length === 0) throw new Error(`${server} answered no request for ${what} as expected.`);
  const quantile = (share: number) => median(answered.map(({ micros }) => percentile(micros, share)));
  return {
    what,
    server,
    connections,
    samples: rounds.reduce((sum, { micros }) => sum + micros.length, 0),
    errors: rounds.reduce((sum, { errors }) => sum + errors, 0),
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    p50Micros: quantile(0.5),
    p99Micros: quantile(0.99),
    share: median(shares),
    shares,
  };
}

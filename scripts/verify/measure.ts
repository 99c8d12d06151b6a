import { Unexpected } from './expect.ts';
import type { Answer, Marquee } from './marquee.ts';
import type { MovieSearching } from './movie-checks.ts';

/** The times of requests that were sent one after the other. Each time ends with the last byte of the answer. */
export type Timing = {
  readonly what: string;
  readonly requests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

/** One kind of request that is timed. `at` is the number of the request, and chooses a film, for example. */
type Timed = {
  readonly what: string;
  readonly ask: (marquee: Marquee, at: number) => Promise<Answer>;
};

export function timedRequests(movies: MovieSearching): readonly Timed[] {
  const film = async (marquee: Marquee, at: number) => {
    const films = await marquee.films();
    return films[at % films.length];
  };
  return [
    {
      what: 'search by title',
      ask: async (marquee, at) => {
        const title = (await film(marquee, at))?.title.slice(0, 200) ?? '';
        return marquee.ask(`/v1/films?q=${encodeURIComponent(title)}`);
      },
    },
    {
      what: 'read a film',
      ask: async (marquee, at) => marquee.ask(`/v1/films/${(await film(marquee, at))?.id ?? ''}`),
    },
    { what: 'live movies from the cache', ask: (marquee) => movies.ask(marquee) },
  ];
}

/** @throws Unexpected if an answer is not 200 */
export async function measure(marquee: Marquee, { what, ask }: Timed, requests: number): Promise<Timing> {
  const timesMs: number[] = [];
  for (let at = 0; at < requests; at += 1) {
    const { status, ms } = await ask(marquee, at);
    if (status !== 200) throw new Unexpected(`request ${String(at + 1)}: status ${String(status)}`);
    timesMs.push(ms);
  }
  timesMs.sort((a, b) => a - b);
  return { what, requests, p50Ms: percentile(timesMs, 50), p99Ms: percentile(timesMs, 99) };
}

/** The nearest-rank percentile of sorted values, rounded to 0.1. */
function percentile(sorted: readonly number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return Math.round((sorted[rank - 1] ?? 0) * 10) / 10;
}

import { randomInt, seededRandom, type Random } from '../../server/testing/random.ts';
import type { Corpus } from './corpus.ts';
import type { Draw, RelevanceCase } from './draws.ts';
import type { Row } from './rows.ts';
import { readSharedTitles } from './shared-titles.ts';

/** The films of a row are drawn from this many of the best-known films whose titles allow the change. */
const WELL_KNOWN = 1_000;
/** Films after this place do not count as well known. So a row whose change few titles allow has fewer queries. */
const LAST_PLACE = 10_000;

export type CaseOptions = {
  readonly seed: number;
  /** The maximum number of queries in a row. A row whose queries come from a file has all of them. */
  readonly queries: number;
  /** The file of {@link readSharedTitles}. */
  readonly sharedTitles: string;
};

/** The queries of a row. The same films, row and seed give the same queries, whichever other rows are measured. */
export async function casesOf({ draw }: Row, corpus: Corpus, options: CaseOptions): Promise<RelevanceCase[]> {
  if (!draw) return readSharedTitles(options.sharedTitles);
  return drawCases(draw, corpus, options.seed, options.queries);
}

function drawCases(draw: Draw, corpus: Corpus, seed: number, count: number): RelevanceCase[] {
  const random = seededRandom(seed);
  const cases = new Map<string, RelevanceCase>();
  for (const film of corpus.films.slice(0, LAST_PLACE)) {
    const made = draw(film, random, corpus);
    if (made && !cases.has(made.q)) cases.set(made.q, made);
    if (cases.size === WELL_KNOWN) break;
  }
  return sample(random, [...cases.values()], count);
}

/** Draws without replacement (the first steps of a Fisher-Yates shuffle). */
function sample<T>(random: Random, items: T[], count: number): T[] {
  for (let at = 0; at < Math.min(count, items.length); at += 1) {
    const other = at + randomInt(random, items.length - at);
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
  return items.slice(0, count);
}

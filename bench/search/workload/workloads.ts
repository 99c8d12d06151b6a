import { seededRandom, type Random } from '../../../server/testing/random.ts';
import { UNCLEAR, type BenchCase, type CaseMaker, type WorkloadClass } from './bench-case.ts';
import type { Catalogue } from './catalogue.ts';
import { facetCounts, textGenreDecade, yearRangeAndGenre } from './filter-cases.ts';
import { castName, titleWordAndSurname } from './people-cases.ts';
import { partOfRun } from './script-cases.ts';
import { numberWritten, splitWord, typoInUnfinishedWord } from './spelling-cases.ts';
import { exactTitle, titlePrefix, typo } from './title-cases.ts';

export const WORKLOADS: Readonly<
  Record<WorkloadClass, { readonly name: string; readonly make: (catalogue: Catalogue, random: Random) => CaseMaker }>
> = {
  a: { name: 'exact title', make: exactTitle },
  b: { name: 'title prefix, 2-8 letters', make: titlePrefix },
  c: { name: 'title with one typo', make: typo },
  d: { name: 'cast name', make: castName },
  e: { name: 'title word + surname', make: titleWordAndSurname },
  f: { name: 'years + genre, newest first', make: yearRangeAndGenre },
  g: { name: 'text + genre + decade', make: textGenreDecade },
  h: { name: 'facets of a text query', make: facetCounts },
  i: { name: 'one word written as two', make: splitWord },
  j: { name: 'number as word or digits', make: numberWritten },
  k: { name: 'typo in an unfinished word', make: typoInUnfinishedWord },
  l: { name: 'inside a run of CJK', make: partOfRun },
};

/**
 * At most this many draws are made per requested query. If they do not give enough queries, the catalogue is too small.
 */
const DRAWS_PER_CASE = 50;

/**
 * Makes different queries of one class. The same catalogue and seed give the same queries in the same order.
 *
 * @returns fewer than `count` if the catalogue does not have that many
 */
export function makeCases(kind: WorkloadClass, catalogue: Catalogue, seed: number, count: number): BenchCase[] {
  return drawCases(kind, catalogue, seed, count).cases;
}

/** Like {@link makeCases}, with the number of draws that were left out as {@link UNCLEAR}. */
export function drawCases(
  kind: WorkloadClass,
  catalogue: Catalogue,
  seed: number,
  count: number,
): { readonly cases: BenchCase[]; readonly unclear: number } {
  const make = WORKLOADS[kind].make(catalogue, seededRandom(seed + kind.charCodeAt(0)));
  const cases = new Map<string, BenchCase>();
  let unclear = 0;
  for (let draw = 0; draw < count * DRAWS_PER_CASE && cases.size < count; draw += 1) {
    const made = make();
    if (made === UNCLEAR) unclear += 1;
    if (!made || made === UNCLEAR) continue;
    const name = JSON.stringify({ ...made.query, q: made.query.q?.toLowerCase() });
    if (!cases.has(name)) cases.set(name, made);
  }
  return { cases: [...cases.values()], unclear };
}

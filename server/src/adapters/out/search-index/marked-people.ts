import type { QueryPlan } from './query-plan.ts';
import type { Segment } from './segment.ts';
import { wordSpan, type Span } from './spans.ts';
import { hasBit } from './structures/bits.ts';

/**
 * Tells which names of a film have a word that was looked for, so that only those are taken apart to be highlighted.
 *
 * @param spans terms of the cast dictionary that stand for a word; by default those of the words at their letters
 * @returns for a film, whether the name at a place of its cast is worth a look
 */
export function namesWorthMarking(
  segment: Segment,
  { text }: QueryPlan,
  spans: readonly Span[] = text?.words.map((word) => wordSpan(segment.cast, word)) ?? [],
): (film: number) => (index: number) => boolean {
  const found = spans.filter(([from, to]) => from < to);
  if (found.length === 0 || text?.scope === 'title') return () => () => false;
  const people = segment.peopleSets.take();
  for (const [from, to] of found) segment.peopleByTerm.addRangeTo(from, to, people);
  return (film) => {
    const cast = segment.films.castOf(film);
    return (index) => hasBit(people, cast[index] ?? 0);
  };
}

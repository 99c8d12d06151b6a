import type { QueryPlan } from './query-plan.ts';
import type { Segment } from './segment.ts';
import { wordSpan, type Span } from './spans.ts';
import type { Bits } from './structures/bits.ts';

/**
 * The people whose name has a word that was looked for: only those names are taken apart to be highlighted.
 *
 * @param spans terms of the cast dictionary that stand for a word; by default those of the words at their letters
 * @returns those people; `undefined` when there are none
 */
export function peopleToMark(
  segment: Segment,
  { text }: QueryPlan,
  spans: readonly Span[] = text?.words.map((word) => wordSpan(segment.cast, word)) ?? [],
): Bits | undefined {
  const found = spans.filter(([from, to]) => from < to);
  if (found.length === 0 || text?.scope === 'title') return undefined;
  const people = segment.peopleSets.take();
  for (const span of found) segment.peopleByTerm.addSpanTo(span, people);
  return people;
}

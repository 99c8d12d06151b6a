import type { Segment } from '../store/segment.ts';
import type { Span } from '../match/spans.ts';
import type { Bits } from '../structures/bits.ts';

/**
 * The people whose name has a word of the query. Only these names are tokenized to be highlighted.
 *
 * @param spans terms of the `name` dictionary that match a word
 * @returns `undefined` if there are none
 */
export function peopleToMark(segment: Segment, spans: readonly Span[]): Bits | undefined {
  if (spans.every(({ from, to }) => from === to)) return undefined;
  const people = segment.peopleSets.take();
  for (const span of spans) segment.peopleByTerm.addSpanTo(span, people);
  return people;
}

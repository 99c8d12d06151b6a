import { PERSON_FIELDS, type PersonField } from '../../../../domain/film-query.ts';
import { recordOf } from '../columns/fields.ts';
import type { Segment } from '../store/segment.ts';
import type { Span } from '../match/spans.ts';
import type { Bits } from '../structures/bits.ts';

/**
 * The people, by field, whose name has a word of the query. Only these names are tokenized to be highlighted.
 *
 * @param spans terms of the `name` dictionary that match a word
 * @returns `undefined` if there are none
 */
export function peopleToMark(
  { peopleByTerm, peopleSets }: Segment,
  spans: readonly Span[],
): Record<PersonField, Bits> | undefined {
  if (spans.every(({ from, to }) => from === to)) return undefined;
  return recordOf(PERSON_FIELDS, (field) => {
    const people = peopleSets.take();
    for (const span of spans) peopleByTerm[field].addSpanTo(span, people);
    return people;
  });
}

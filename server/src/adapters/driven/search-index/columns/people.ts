import type { Span } from '../match/spans.ts';
import type { PersonField } from '../../../../domain/film-query.ts';
import type { Segment } from '../store/segment.ts';
import { ascendingBy } from '../structures/ascending-by.ts';
import { SparseBits } from '../structures/sparse-bits.ts';

/** The spellings of a field that contain, for each span, one of the span's terms of the `name` dictionary. */
export function spellingsWithAll(segment: Segment, field: PersonField, spans: readonly Span[]): SparseBits {
  const { peopleSets } = segment;
  const byTerm = segment.peopleByTerm[field];
  let spellings: SparseBits | undefined;
  if (spans.every(({ from, to }) => from < to)) {
    for (const span of ascendingBy(spans, (terms) => byTerm.weight(terms))) {
      const withWord = peopleSets.take();
      byTerm.addSpanTo(span, withWord);
      if (spellings) spellings.keep(withWord);
      else spellings = SparseBits.of(withWord, peopleSets);
      if (spellings.isEmpty()) break;
    }
  }
  return spellings ?? SparseBits.of(peopleSets.take(), peopleSets);
}

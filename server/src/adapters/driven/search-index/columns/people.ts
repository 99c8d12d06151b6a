import type { Span } from '../match/spans.ts';
import type { Segment } from '../store/segment.ts';
import { SparseBits } from '../structures/sparse-bits.ts';

/** The spellings that contain, for each span, one of the span's terms of the `name` dictionary. */
export function spellingsWithAll({ peopleByTerm, peopleSets }: Segment, spans: readonly Span[]): SparseBits {
  let spellings: SparseBits | undefined;
  if (spans.every(({ from, to }) => from < to)) {
    const rarestFirst = [...spans].sort((a, b) => peopleByTerm.weight(a) - peopleByTerm.weight(b));
    for (const span of rarestFirst) {
      const withWord = peopleSets.take();
      peopleByTerm.addSpanTo(span, withWord);
      if (spellings) spellings.keep(withWord);
      else spellings = SparseBits.of(withWord, peopleSets);
      if (spellings.isEmpty()) break;
    }
  }
  return spellings ?? SparseBits.of(peopleSets.take(), peopleSets);
}

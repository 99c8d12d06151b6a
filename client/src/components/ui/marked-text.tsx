import { splitRanges } from '../../lib/split-ranges.ts';

type MarkedTextProps = { readonly text: string; readonly ranges: readonly (readonly [number, number])[] };

/** A text with its matching parts marked. */
export function MarkedText({ text, ranges }: MarkedTextProps) {
  return splitRanges(text, ranges).map(({ text: part, isMatch }, index) =>
    isMatch ? <mark key={index}>{part}</mark> : part,
  );
}

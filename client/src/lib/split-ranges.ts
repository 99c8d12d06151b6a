export type TextPart = { readonly text: string; readonly isMatch: boolean };

/**
 * Splits a text at the ranges that matched.
 *
 * @param ranges `[start, end)` in UTF-16 code units, in any order. Parts outside of the text are ignored, overlapping
 *   ranges are merged, and a range that would split a character includes all of it.
 */
export function splitRanges(text: string, ranges: readonly (readonly [number, number])[]): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  const add = (to: number, isMatch: boolean): void => {
    if (to > end) parts.push({ text: text.slice(end, to), isMatch });
    end = Math.max(end, to);
  };
  for (const [first, last] of ranges.toSorted(([a], [b]) => a - b)) {
    const start = Math.max(0, isInsidePair(text, first) ? first - 1 : first);
    if (start >= text.length || last <= start) continue;
    add(start, false);
    add(Math.min(text.length, isInsidePair(text, last) ? last + 1 : last), true);
  }
  add(text.length, false);
  return parts;
}

/** Whether the code unit at this index is the second half of a character. */
function isInsidePair(text: string, index: number): boolean {
  return (text.codePointAt(index - 1) ?? 0) > 0xffff;
}

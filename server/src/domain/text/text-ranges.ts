import { foldWord, type Token } from './fold-text.ts';

/** A part of a text, `[start, end)` in UTF-16 code units. */
type Range = readonly [start: number, end: number];

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

// eslint-disable-next-line no-control-regex -- the whole of ASCII is meant
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * The part of a word that folds to what was typed: "Amé" of "Amélie" for `ame`. The whole word if its text does not begin
 * with what was typed, as "III" for `thr`, and if a character folds to more letters than were typed, as ß for `s`, the
 * whole character.
 *
 * @param typed what the word's term begins with
 */
export function beginningOf(text: string, { start, end }: Token, typed: string): Range {
  const literal = text.slice(start, start + typed.length);
  if (ASCII.test(literal) && literal.toLowerCase() === typed) return [start, start + typed.length];
  let folded = '';
  for (const { segment, index } of GRAPHEMES.segment(text.slice(start, end))) {
    folded += foldWord(segment);
    if (folded.length >= typed.length) {
      return [start, folded.startsWith(typed) ? start + index + segment.length : end];
    }
  }
  return [start, end];
}

/** The ranges, each extended so that it neither begins nor ends inside a character that people see as one. */
export function extendToGraphemes(text: string, ranges: readonly Range[]): Range[] {
  if (ranges.length === 0 || ASCII.test(text)) return [...ranges];
  const graphemes = GRAPHEMES.segment(text);
  return ranges.map(([start, end]) => {
    const last = graphemes.containing(end - 1);
    return [graphemes.containing(start)?.index ?? start, last ? last.index + last.segment.length : end];
  });
}

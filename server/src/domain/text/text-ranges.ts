import { foldWord } from './fold-text.ts';
import type { Token } from './tokens.ts';

/** A part of a text, `[start, end)` in UTF-16 code units. */
type Range = readonly [start: number, end: number];

/**
 * The part of a word that folds to what was typed: "Amé" of "Amélie" for `ame`. This is the whole word if its text does
 * not begin with what was typed, as in "III" for `thr`. If a character folds to more letters than were typed, as ß for
 * `s`, the whole character belongs to the part.
 *
 * @param typed what the word's term begins with
 */
export function beginningOf(text: string, { start, end }: Token, typed: string): Range {
  if (text.slice(start, start + typed.length).toLowerCase() === typed) return [start, start + typed.length];
  let folded = '';
  for (let at = start; at < end;) {
    const next = graphemeEnd(text, at);
    folded += foldWord(text.slice(at, next));
    if (folded.length >= typed.length) return [start, folded.startsWith(typed) ? Math.min(next, end) : end];
    at = next;
  }
  return [start, end];
}

/** The ranges, each extended so that it neither begins nor ends inside what people see as one character. */
export function extendToGraphemes(text: string, ranges: readonly Range[]): Range[] {
  return ranges.map(([start, end]) => [
    isBoundary(text, start) ? start : (graphemeAt(text, start)?.index ?? start),
    isBoundary(text, end) ? end : graphemeEnd(text, end - 1),
  ]);
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

function graphemeAt(text: string, at: number): Intl.SegmentData | undefined {
  return GRAPHEMES.segment(text).containing(at);
}

/** The end of the character that contains the code unit at a place. */
function graphemeEnd(text: string, at: number): number {
  if (isBoundary(text, at + 1)) return at + 1;
  const grapheme = graphemeAt(text, at);
  return grapheme ? grapheme.index + grapheme.segment.length : at + 1;
}

/**
 * Whether a character certainly ends here. If this is false, only the segmenter can decide, which takes 20 times as
 * long.
 */
function isBoundary(text: string, at: number): boolean {
  return at === 0 || at === text.length || (isPlain(text.charCodeAt(at - 1)) && isPlain(text.charCodeAt(at)));
}

/**
 * Whether a code unit is Latin without marks, kana, Han or Hangul. Two neighbouring code units of these kinds are two
 * characters.
 */
function isPlain(code: number): boolean {
  return (
    code < 0x300 ||
    (code >= 0x3041 && code <= 0x3096) ||
    (code >= 0x30a1 && code <= 0x30fa) ||
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7a3)
  );
}

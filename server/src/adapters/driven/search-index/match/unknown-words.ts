import { MAX_MISSPELT_WORDS } from '../../../../domain/text/typo-rules.ts';
import { DICTIONARIES } from '../columns/fields.ts';
import type { Segment } from '../store/segment.ts';
import { addFilmsWith, isSomewhere, type WordSpans } from './spans.ts';
import { intersect } from '../structures/bits.ts';

/** All words of a text in which typos may be tolerated: bit i for word i. */
export function forgivableWords(words: number): number {
  return 2 ** Math.min(words, MAX_MISSPELT_WORDS) - 1;
}

/**
 * Of the words in which typos may be tolerated, those that no film has: bit i for word i. These are probably mistyped.
 * In "the wild bnuch", "wild" is a known word. Looking for "mild" and "wind" as well would double the cost and find
 * worse films.
 *
 * @param spans for each segment and each word, the terms that match the word
 */
export function unknownWords(segments: readonly Segment[], spans: readonly (readonly WordSpans[])[]): number {
  const words = spans[0]?.length ?? 0;
  let unknown = 0;
  for (let i = 0; i < Math.min(words, MAX_MISSPELT_WORDS); i += 1) {
    if (!segments.some((segment, s) => isInField(segment, spans[s]![i]!))) unknown |= 1 << i;
  }
  return unknown;
}

/** Whether a current film has the word. Films that were edited or deleted since do not count. */
export function isInField(segment: Segment, spans: WordSpans): boolean {
  if (!DICTIONARIES.some((dictionary) => isSomewhere(spans[dictionary]))) return false;
  if (segment.liveCount === segment.size) return true;
  const mark = segment.filmSets.mark();
  const films = segment.filmSets.take();
  addFilmsWith(segment, spans, films);
  intersect(films, segment.live);
  const isLive = films.some((bits) => bits !== 0);
  segment.filmSets.release(mark);
  return isLive;
}

import { MAX_MISSPELT_WORDS } from '../../../../domain/text/typo-rules.ts';
import type { Segment } from '../store/segment.ts';
import { addFilmsWith, type Span, type WordSpans } from './spans.ts';
import { intersect } from '../structures/bits.ts';

/** All words of a text in which mistakes may be forgiven: bit i for word i. */
export function forgivableWords(words: number): number {
  return 2 ** Math.min(words, MAX_MISSPELT_WORDS) - 1;
}

/**
 * The words that no film has, of those that may be mistyped: bit i for word i. They are the likely mistakes: "wild" in "the
 * wild bnuch" is a word, and to look for "mild" and "wind" as well would cost as much again and find worse films.
 *
 * @param spans for each segment where each word stands
 */
export function unknownWords(segments: readonly Segment[], spans: readonly (readonly WordSpans[])[]): number {
  const words = spans[0]?.length ?? 0;
  let unknown = 0;
  for (let i = 0; i < Math.min(words, MAX_MISSPELT_WORDS); i += 1) {
    if (!segments.some((segment, s) => isKnown(segment, spans[s]![i]!))) unknown |= 1 << i;
  }
  return unknown;
}

/** A word that only films have that were edited or deleted since is not known any more. */
function isKnown(segment: Segment, spans: WordSpans): boolean {
  if (!Object.values(spans).some(isSomewhere)) return false;
  if (segment.liveCount === segment.size) return true;
  const mark = segment.filmSets.mark();
  const films = segment.filmSets.take();
  addFilmsWith(segment, spans, films);
  intersect(films, segment.live);
  const isLive = films.some((bits) => bits !== 0);
  segment.filmSets.release(mark);
  return isLive;
}

function isSomewhere({ from, to }: Span): boolean {
  return from < to;
}

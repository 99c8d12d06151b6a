import type { Segment } from '../store/segment.ts';
import { hasBit } from '../structures/bits.ts';
import { Preference } from './preference.ts';
import type { TypedText } from './query-plan.ts';
import type { SegmentMatch } from './reach.ts';
import { wordSpans } from './spans.ts';
import { StrictMatch } from './strict-match.ts';
import { wholeTitles, type RankedFilms } from './title-match.ts';

/** A segment, with what is looked up in it for a text, whatever the reach. */
export type Place = {
  readonly segment: Segment;
  readonly spans: readonly ReturnType<typeof wordSpans>[];
  readonly preference: Preference;
  readonly strict: StrictMatch;
  /** The current films whose whole title is the text in some spelling. */
  readonly titles: readonly RankedFilms[];
};

export function lookUp(segment: Segment, text: TypedText): Place {
  const spans = text.words.map((word) => wordSpans(segment, word, text.scope));
  const preference = new Preference(segment, text);
  const strict = new StrictMatch(segment, text, spans);
  const titles = liveOnly(segment, wholeTitles(segment, text, preference));
  return { segment, spans, preference, strict, titles };
}

export function liveOnly(segment: Segment, titles: readonly RankedFilms[]): readonly RankedFilms[] {
  if (segment.liveCount === segment.size) return titles;
  return titles.flatMap(({ rank, films }) => {
    const left = films.filter((film) => segment.isLive(film));
    return left.length > 0 ? [{ rank, films: left }] : [];
  });
}

export function strictSegment(place: Place, titles: readonly RankedFilms[]): SegmentMatch {
  const { segment, strict, preference, spans } = place;
  const { films } = strict;
  let { total } = strict;
  for (const { films: some } of titles) {
    for (const film of some) {
      if (hasBit(films.bits, film)) continue;
      films.add(film);
      total += 1;
    }
  }
  return {
    segment,
    films,
    total,
    preference,
    titles,
    strict,
    nameSpans: spans.map(({ name }) => name),
  };
}

export function withTitles({ titles, segment }: Place, others: readonly RankedFilms[]): readonly RankedFilms[] {
  if (others.length === 0) return titles;
  return [...titles, ...liveOnly(segment, others)].sort((a, b) => a.rank - b.rank);
}

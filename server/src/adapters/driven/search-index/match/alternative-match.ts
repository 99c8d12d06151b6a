import { titleKey } from '../../../../domain/text/fold-text.ts';
import { alternativeForms } from '../columns/alternative-titles.ts';
import type { Segment } from '../store/segment.ts';
import { intersect, type Bits } from '../structures/bits.ts';
import { mayBeRespelt, type TypedText } from './query-plan.ts';
import { isSomewhere, type Span } from './spans.ts';

/** Calls `visit` with each film that has a reading of the text as an alternative title. A film may be visited repeatedly. */
export function forEachAlternative({ alternatives }: Segment, text: TypedText, visit: (film: number) => void): void {
  if (alternatives.size === 0) return;
  for (const { squashed, joined } of text.readings) {
    for (const form of joined === squashed ? [joined] : [squashed, joined]) {
      alternatives.findEqual(form, (film, title) => {
        if (isAlternative(title, text)) visit(film);
      });
    }
  }
}

/** Whether a reading of the text is this alternative title, in any spelling. A very short one must be it as typed. */
export function isAlternative(title: string, { readings }: TypedText): boolean {
  const forms = alternativeForms(title);
  return readings.some((reading) =>
    mayBeRespelt(reading)
      ? forms.includes(reading.squashed) || forms.includes(reading.joined)
      : titleKey(title) === reading.terms.join(' '),
  );
}

/**
 * The films with an alternative title that has, for each span, one of the span's terms of the dictionary `alternative`.
 *
 * @returns `undefined` if there is none
 */
export function filmsOfOneAlternative({ alternatives, filmSets }: Segment, spans: readonly Span[]): Bits | undefined {
  if (!spans.every(isSomewhere)) return undefined;
  const { byTerm, sets } = alternatives;
  return filmsOfTitlesInAll(
    { alternatives, filmSets },
    spans.map((span) => {
      const titles = sets.take();
      byTerm.addSpanTo(span, titles);
      return titles;
    }),
  );
}

/** The films that have an alternative title which is in all these sets. No set of alternative titles is valid afterwards. */
export function filmsOfTitlesInAll(
  { alternatives, filmSets }: Pick<Segment, 'alternatives' | 'filmSets'>,
  [first, ...others]: readonly Bits[],
): Bits {
  const films = filmSets.take();
  if (!first) return films;
  for (const titles of others) intersect(first, titles);
  alternatives.addFilms(first, films);
  alternatives.sets.release();
  return films;
}

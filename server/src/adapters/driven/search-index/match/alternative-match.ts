import { titleKey } from '../../../../domain/text/fold-text.ts';
import type { Reading } from '../../../../domain/text/readings.ts';
import { alternativeForms } from '../columns/alternative-titles.ts';
import type { Segment } from '../store/segment.ts';
import { intersect, type Bits } from '../structures/bits.ts';
import { mayBeRespelt, type TypedText } from './query-plan.ts';
import { isSomewhere, type Span } from './spans.ts';

/** Calls `visit` with each film that has a reading of the text as an alternative title. A film may be visited repeatedly. */
export function forEachAlternative({ alternatives }: Segment, text: TypedText, visit: (film: number) => void): void {
  if (alternatives.size === 0) return;
  for (const reading of text.readings) {
    const { squashed, joined } = reading;
    for (const form of joined === squashed ? [joined] : [squashed, joined]) {
      alternatives.findEqual(form, (film, title) => {
        // A very short reading must be the title as typed.
        if (mayBeRespelt(reading) || isAsTyped(alternatives.at(title), reading)) visit(film);
      });
    }
  }
}

/** Whether a reading of the text is this alternative title; see {@link forEachAlternative}. */
export function isAlternative(title: string, { readings }: TypedText): boolean {
  const forms = alternativeForms(title);
  return readings.some((reading) =>
    mayBeRespelt(reading)
      ? forms.includes(reading.squashed) || forms.includes(reading.joined)
      : isAsTyped(title, reading),
  );
}

function isAsTyped(title: string, { terms }: Reading): boolean {
  return titleKey(title) === terms.join(' ');
}

/**
 * The films with an alternative title that has, for each span, one of the span's terms of the dictionary `alternative`.
 *
 * @returns `undefined` if a span has no terms, because there is then no such film
 */
export function filmsOfOneAlternative({ alternatives, filmSets }: Segment, spans: readonly Span[]): Bits | undefined {
  if (!spans.every(isSomewhere)) return undefined;
  return filmsOfTitlesInAll(
    { alternatives, filmSets },
    spans.map((span) => alternatives.titlesWith(span)),
  );
}

/**
 * The films that have an alternative title which is in all these sets. Afterwards no set of alternative titles is
 * valid, including the given ones.
 */
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

import { typedStemOf } from '../columns/typed-stems.ts';
import type { Segment } from '../store/segment.ts';
import { hasBit } from '../structures/bits.ts';
import type { TypedText } from './query-plan.ts';
import type { WordSpans } from './spans.ts';
import { isInField } from './unknown-words.ts';

const IN_FIELD = 1;
const STEM = 2;
const JOINED = 4;

/**
 * For each term of a text, which of three forms some film has: the term in a field, its stem, and the stem of the term
 * joined with the next term ("stock broker" is stockbroker). A cursor holds it, so that a film with a new word changes
 * no later page.
 */
export class KnownTerms {
  /** A digit for each term of the first reading: the sum of those constants above that apply to the term. */
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /**
   * @param places `spans` are the terms of the segment that match each word of the text
   * @param given the {@link text} of the first page, if this is a later page
   */
  static of(
    places: readonly { readonly segment: Segment; readonly spans: readonly WordSpans[] }[],
    { readings: [{ terms }], words }: TypedText,
    given: string | undefined,
  ): KnownTerms {
    if (given !== undefined) return new KnownTerms(given);
    const segments = places.map(({ segment }) => segment);
    const digits = terms.map((term, i) => {
      const word = words.findIndex((one) => one.term === term);
      const next = terms[i + 1];
      return (
        (places.some(({ segment, spans }) => word >= 0 && isInField(segment, spans[word]!)) ? IN_FIELD : 0) +
        (hasStem(segments, typedStemOf(term)) ? STEM : 0) +
        (next !== undefined && hasStem(segments, typedStemOf(term + next)) ? JOINED : 0)
      );
    });
    return new KnownTerms(digits.join(''));
  }

  hasStem(term: number): boolean {
    return this.#has(term, STEM);
  }

  hasJoined(term: number): boolean {
    return this.#has(term, JOINED);
  }

  /** Whether some film has a term, by itself or by its stem. A stop word counts as known. */
  isKnown({ readings: [{ terms }] }: TypedText, term: string): boolean {
    const place = terms.indexOf(term);
    return typedStemOf(term) === undefined || this.#has(place, IN_FIELD) || this.#has(place, STEM);
  }

  /**
   * Whether a required word counts as known, but no film has its stem. It is then only the beginning of a longer word, or
   * in an alternative title.
   */
  hasOnlyBegun({ readings: [{ terms }], words }: TypedText): boolean {
    return words.some(({ term }) => {
      const place = terms.indexOf(term);
      return typedStemOf(term) !== undefined && this.#has(place, IN_FIELD) && !this.#has(place, STEM);
    });
  }

  /** How many of the required words are known. */
  count(text: TypedText): number {
    return text.words.filter(({ term }) => this.isKnown(text, term)).length;
  }

  #has(term: number, what: number): boolean {
    return (Number(this.text[term] ?? 0) & what) !== 0;
  }
}

/** Whether the snapshot or a current edited film has the stem. */
function hasStem([base, ...edited]: readonly Segment[], stem: string | undefined): boolean {
  if (stem === undefined) return false;
  return (
    (base?.synopses?.countOf(stem) ?? 0) > 0 ||
    edited.some(({ synopses, live }) => synopses?.filmsWith(stem).some((film) => hasBit(live, film)))
  );
}

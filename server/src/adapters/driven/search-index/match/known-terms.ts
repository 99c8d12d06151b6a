import { typedStemOf } from '../columns/typed-stems.ts';
import type { Segment } from '../store/segment.ts';
import { hasBit } from '../structures/bits.ts';
import type { TypedText } from './query-plan.ts';
import type { WordSpans } from './spans.ts';
import { isInField } from './unknown-words.ts';

const IN_FIELD = 1;
const STEM = 2;
const JOINED = 4;
const FORMS = [IN_FIELD, STEM, JOINED] as const;
type Form = (typeof FORMS)[number];

/** `spans` are the terms of the segment that match each word of the text. */
type Place = { readonly segment: Segment; readonly spans: readonly WordSpans[] };

/**
 * For each term of a text, which of three forms some film has: the term in a field, its stem, and the stem of the term
 * joined with the next term ("stock broker" is stockbroker). A cursor holds it, so that a film with a new word changes
 * no later page.
 *
 * A form is not looked up before it is asked for. Most misspelt titles have one word that no field has, and only the
 * stem of this word is needed. To look up all forms took a tenth of the time of such a search.
 */
export class KnownTerms {
  readonly #places: readonly Place[];
  readonly #terms: readonly string[];
  readonly #words: readonly string[];
  /** For each term, the forms that were looked up, and those of them that some film has. */
  readonly #asked: number[] = [];
  readonly #known: number[] = [];
  readonly #given: string | undefined;

  /** @param given the {@link digits} of the first page, if this is a later page */
  constructor(places: readonly Place[], { readings: [{ terms }], words }: TypedText, given: string | undefined) {
    this.#places = places;
    this.#terms = terms;
    this.#words = words.map(({ term }) => term);
    this.#given = given;
  }

  /** A digit for each term of the first reading: the sum of those constants above that apply to the term. */
  get digits(): string {
    const digitOf = (term: number) => FORMS.reduce((sum, form) => sum + (this.#has(term, form) ? form : 0), 0);
    return this.#given ?? this.#terms.map((_, term) => digitOf(term)).join('');
  }

  hasStem(term: number): boolean {
    return this.#has(term, STEM);
  }

  hasJoined(term: number): boolean {
    return this.#has(term, JOINED);
  }

  /** Whether some film has a term, by itself or by its stem. A stop word counts as known. */
  isKnown(term: string): boolean {
    const place = this.#terms.indexOf(term);
    return this.#has(place, IN_FIELD) || typedStemOf(term) === undefined || this.#has(place, STEM);
  }

  /**
   * Whether a required word counts as known, but no film has its stem. It is then only the beginning of a longer word, or
   * in an alternative title.
   */
  hasOnlyBegun(): boolean {
    return this.#words.some((term) => {
      const place = this.#terms.indexOf(term);
      return typedStemOf(term) !== undefined && this.#has(place, IN_FIELD) && !this.#has(place, STEM);
    });
  }

  /** How many of the required words are known. */
  count(): number {
    return this.#words.filter((term) => this.isKnown(term)).length;
  }

  #has(term: number, form: Form): boolean {
    if (this.#given !== undefined) return (Number(this.#given[term] ?? 0) & form) !== 0;
    if (((this.#asked[term] ?? 0) & form) === 0) {
      this.#asked[term] = (this.#asked[term] ?? 0) | form;
      if (this.#lookUp(term, form)) this.#known[term] = (this.#known[term] ?? 0) | form;
    }
    return ((this.#known[term] ?? 0) & form) !== 0;
  }

  #lookUp(place: number, form: Form): boolean {
    const term = this.#terms[place];
    if (term === undefined) return false;
    if (form === STEM) return this.#isStem(typedStemOf(term));
    if (form === JOINED) {
      const next = this.#terms[place + 1];
      return next !== undefined && this.#isStem(typedStemOf(term + next));
    }
    const word = this.#words.indexOf(term);
    return word >= 0 && this.#places.some(({ segment, spans }) => isInField(segment, spans[word]!));
  }

  /** Whether the snapshot or a current edited film has the stem. */
  #isStem(stem: string | undefined): boolean {
    if (stem === undefined) return false;
    const [base, ...edited] = this.#places;
    return (
      (base?.segment.synopses?.countOf(stem) ?? 0) > 0 ||
      edited.some(({ segment: { synopses, live } }) => synopses?.filmsWith(stem).some((film) => hasBit(live, film)))
    );
  }
}

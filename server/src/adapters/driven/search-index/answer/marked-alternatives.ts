import type { Snippet } from '../../../../domain/film-query.ts';
import { isAlternative } from '../match/alternative-match.ts';
import type { TypedText } from '../match/query-plan.ts';
import { rankOf } from '../match/ranks.ts';
import type { SegmentMatch } from '../match/reach.ts';
import type { Bits } from '../structures/bits.ts';
import { highlightAlternative, type Marker } from './highlights.ts';

/** The alternative titles by which films of one segment were found. Valid until the next text is matched. */
export class MarkedAlternatives {
  readonly #match: SegmentMatch;
  readonly #text: TypedText;
  /** For each word, the alternative titles that have it. Made when they are first needed. */
  #withWord: readonly Bits[] | undefined;

  constructor(match: SegmentMatch, text: TypedText) {
    this.#match = match;
    this.#text = text;
  }

  /**
   * The alternative title by which a film was found. `undefined` unless the film has a word of the text, or the whole
   * text, only in an alternative title.
   */
  of(film: number, marker: Marker, mayHaveTypos: boolean): Snippet | undefined {
    const { strict, lenient, titles, segment } = this.#match;
    const { alternatives } = segment;
    if (alternatives.size === 0) return undefined;
    const found = strict?.has(film) ? undefined : titles.find(({ films }) => films.includes(film));
    if (found && rankOf(found.rank).name !== 'alternative-title') return undefined;
    const byWords = strict?.has(film) ? strict : mayHaveTypos ? lenient : undefined;
    if (!found && byWords?.needsAlternative(film) !== true) return undefined;
    const title = found
      ? alternatives.of(film).find((one) => isAlternative(one, this.#text))
      : alternatives.bestOf(film, (this.#withWord ??= byWords?.alternativesWithWord() ?? []));
    return title === undefined ? undefined : highlightAlternative(title, marker, found !== undefined);
  }
}

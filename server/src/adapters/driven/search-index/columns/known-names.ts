import { mentionedNames, nameStem, nameTerms, stemsOfName } from '../../../../domain/text/mentioned-names.ts';
import type { Bits } from '../structures/bits.ts';
import { Postings } from '../structures/postings.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import { remembering, rememberingSome } from '../structures/remembering.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';
import { TermLists } from '../structures/term-lists.ts';
import { addOnce } from './number-names.ts';
import { MOST_TYPED_WORDS } from './typed-stems.ts';

/** A name is known if the synopses of at least this many films mention it: enough to fill most of the first ten places. */
const MIN_FILMS = 8;
/** A longer name is unlikely to be mentioned by many synopses. */
const MAX_WORDS = 3;

/**
 * The names that many synopses mention: studios, writers, characters, places. A text that is such a name may mean films
 * that do not have it in the title: "james bond", "pixar". The names are known before the synopses are opened, so only
 * a text that is such a name has to wait for the synopses.
 *
 *     names       the stems of each name, joined by spaces; sorted
 *     mentions    for each name, the films whose synopses mention it      (in the file of the synopses)
 */
export class KnownNames {
  readonly #names: SortedStrings;
  /** The stem of a typed word, if any known name has it. All parts of a known name are known. */
  readonly #stemOfPart = rememberingSome((word) => {
    const stem = nameStem(word);
    return stem !== undefined && this.#names.find(stem) >= 0 ? stem : undefined;
  }, MOST_TYPED_WORDS);
  #mentions: Postings | undefined;

  constructor(sections: SectionReader) {
    this.#names = new SortedStrings(sections.within('names'));
  }

  openMentions(synopses: SectionReader): void {
    this.#mentions = new Postings(synopses.within('mentions'));
  }

  /** @param known the known names of the snapshot, if the films are edited ones. Only these names are then written */
  static write(
    sections: SectionWriter,
    synopses: SectionWriter,
    films: readonly { readonly synopsis: string }[],
    known: KnownNames | undefined,
  ): void {
    const termsOf = remembering(nameTerms);
    const mentions = filmsByName(
      films.map(({ synopsis }) => mentionedNames(synopsis, termsOf)),
      known ? (name) => known.#names.find(name) >= 0 : (_, { length }) => length >= MIN_FILMS,
    );
    const names = [...mentions.keys()].sort();
    SortedStrings.write(sections.within('names'), names);
    const lists = names.map((name) => mentions.get(name)!);
    Postings.write(synopses.within('mentions'), lists, films.length);
  }

  /** @param words the folded words of a text */
  has(words: readonly string[]): boolean {
    return this.#find(words) >= 0;
  }

  /** Adds the films whose synopses mention a name. The mentions must have been opened. */
  addFilmsWith(words: readonly string[], films: Bits): void {
    const name = this.#find(words);
    if (name >= 0) this.#mentions!.addTo(name, films);
  }

  #find(words: readonly string[]): number {
    const stems = stemsOfName(words, this.#stemOfPart);
    return stems.length > 0 && stems.length <= MAX_WORDS ? this.#names.find(stems.join(' ')) : -1;
  }
}

/**
 * The films that mention each known name of one to three words, ascending. A film that mentions "walt disney pictur"
 * also mentions "walt disney" and "disney". All parts of a known name are known.
 *
 * @param namesOfFilms for each film its names, each as stems
 */
function filmsByName(
  namesOfFilms: readonly (readonly (readonly string[])[])[],
  isKnown: (name: string, films: readonly number[]) => boolean,
): Map<string, readonly number[]> {
  const known = new Map<string, readonly number[]>();
  let mentions = namesOfFilms.flatMap((names, film) => names.map((stems): Mention => ({ film, stems, parts: stems })));
  for (let words = 1; words <= MAX_WORDS; words += 1) {
    const filmsWith = new TermLists();
    for (const { film, parts } of mentions) {
      for (const part of parts) if (part !== undefined) addOnce(filmsWith.of(part), film);
    }
    for (const [part, films] of filmsWith.entries()) if (isKnown(part, films)) known.set(part, films);
    mentions = mentions.flatMap((mention) => longerParts(mention, words, known));
  }
  return known;
}

/** A name in the synopsis of a film. */
type Mention = {
  readonly film: number;
  readonly stems: readonly string[];
  /**
   * The parts that have a certain number of words, by the place of their first word. `undefined` if a shorter part of it
   * is not known.
   */
  readonly parts: readonly (string | undefined)[];
};

/** The mention with the parts that have one word more. Empty if no such part may be known. */
function longerParts(
  { film, stems, parts }: Mention,
  words: number,
  known: ReadonlyMap<string, unknown>,
): readonly Mention[] {
  // A name of one word has no longer part. A quarter of all names return here.
  if (parts.length < 2) return [];
  const longer: (string | undefined)[] = [];
  for (let first = 0; first + 1 < parts.length; first += 1) {
    const [part, next] = [parts[first], parts[first + 1]];
    const mayBeKnown = part !== undefined && next !== undefined && known.has(part) && known.has(next);
    longer.push(mayBeKnown ? `${part} ${stems[first + words]!}` : undefined);
  }
  return longer.some((part) => part !== undefined) ? [{ film, stems, parts: longer }] : [];
}

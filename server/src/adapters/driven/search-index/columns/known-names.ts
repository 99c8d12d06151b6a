import { nameStem, stemsOfName } from '../../../../domain/text/mentioned-names.ts';
import type { Bits } from '../structures/bits.ts';
import { GrowingLists, packLists, type NumberLists } from '../structures/number-lists.ts';
import { Postings } from '../structures/postings.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import { rememberingSome } from '../../../../domain/text/remembering.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';
import type { SynopsisChunks } from './synopsis-chunks.ts';
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
    films: number,
    chunks: SynopsisChunks,
    known: KnownNames | undefined,
  ): void {
    const mentions = filmsByName(
      films,
      chunks,
      known ? (name) => known.#names.find(name) >= 0 : (_, { length }) => length >= MIN_FILMS,
    );
    const names = [...mentions.keys()].sort();
    SortedStrings.write(sections.within('names'), names);
    const lists = packLists(names, (name) => mentions.get(name)!);
    Postings.write(synopses.within('mentions'), lists, films);
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
    if (this.#names.size === 0) return -1;
    const stems = stemsOfName(words, this.#stemOfPart, MAX_WORDS);
    return stems.length > 0 ? this.#names.find(stems.join(' ')) : -1;
  }
}

/** Stands for a part that is not known, and for the end of a name. */
const NONE = -1;

/**
 * The films that mention each known name of one to three words, ascending. A film that mentions "walt disney pictur"
 * also mentions "walt disney" and "disney". All parts of a known name are known.
 */
function filmsByName(
  films: number,
  chunks: SynopsisChunks,
  isKnown: (name: string, films: Uint32Array) => boolean,
): Map<string, Uint32Array> {
  const known = new Map<string, Uint32Array>();
  const { words: stems, filmOf } = wordsOfNames(films, chunks);
  let texts: readonly string[] = chunks.nameStems;
  /** For each place, the number of the part that begins there and has this many words. */
  let parts = stems;
  for (let words = 1; words <= MAX_WORDS; words += 1) {
    const knownNumbers: number[] = [];
    const knownTexts: string[] = [];
    const { starts, numbers: filmsOfAll } = filmsOfParts(parts, filmOf, texts.length);
    for (const [part, text] of texts.entries()) {
      const filmsWith = filmsOfAll.subarray(starts[part], starts[part + 1]);
      const isPartKnown = isKnown(text, filmsWith);
      knownNumbers.push(isPartKnown ? knownTexts.push(text) - 1 : NONE);
      if (isPartKnown) known.set(text, filmsWith);
    }
    const numbers = new Map<number, number>();
    const longer: string[] = [];
    parts = parts.map((part, place) => {
      const next = part === NONE ? NONE : parts[place + 1]!;
      if (next === NONE) return NONE;
      const [first, second] = [knownNumbers[part]!, knownNumbers[next]!];
      if (first === NONE || second === NONE) return NONE;
      const pair = first * knownTexts.length + second;
      let number = numbers.get(pair);
      if (number === undefined) {
        number = longer.push(`${knownTexts[first]!} ${chunks.nameStems[stems[place + words]!]!}`) - 1;
        numbers.set(pair, number);
      }
      return number;
    });
    texts = longer;
  }
  return known;
}

/**
 * The words of all names, one after the other, each as the number of its stem, and their films. After each name comes
 * {@link NONE}.
 */
function wordsOfNames(films: number, chunks: SynopsisChunks) {
  const words: number[] = [];
  const filmOf: number[] = [];
  for (let film = 0; film < films; film += 1) {
    for (const name of chunks.namesOf(film)) {
      for (const stem of name) {
        words.push(stem);
        filmOf.push(film);
      }
      words.push(NONE);
      filmOf.push(film);
    }
  }
  return { words, filmOf };
}

/** For each part, the films that have it, ascending. */
function filmsOfParts(parts: readonly number[], filmOf: readonly number[], count: number): NumberLists {
  const films = new GrowingLists();
  for (let place = 0; place < parts.length; place += 1) {
    const part = parts[place]!;
    if (part !== NONE) films.add(part, filmOf[place]!);
  }
  return films.inOrder(Uint32Array.from({ length: count }, (_, part) => part));
}

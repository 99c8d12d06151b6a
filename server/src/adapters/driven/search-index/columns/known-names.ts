import { mentionedNames, termsOfWord } from '../../../../domain/text/mentioned-names.ts';
import { stemOf } from '../../../../domain/text/stems.ts';
import type { Bits } from '../structures/bits.ts';
import { Postings } from '../structures/postings.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';

/** A name is known if the synopses of at least so many films mention it. They nearly fill the first ten of an answer. */
const MIN_FILMS = 8;
/** A longer name is hardly mentioned by many synopses. */
const MAX_WORDS = 3;

/**
 * The names that many synopses mention: studios, writers, characters, places. A text that is one of them may mean films
 * that do not have it in the title: "james bond", "pixar". The names are known before the synopses are opened, so only a text
 * that is one of them has to wait for them.
 *
 *     names       the stems of each name, joined by spaces; sorted
 *     mentions    for each name, the films whose synopses mention it      (in the file of the synopses)
 */
export class KnownNames {
  readonly #names: SortedStrings;
  #mentions: Postings | undefined;

  constructor(sections: SectionReader) {
    this.#names = new SortedStrings(sections.within('names'));
  }

  openMentions(synopses: SectionReader): void {
    this.#mentions = new Postings(synopses.within('mentions'));
  }

  /** @param known those of the snapshot, if the films are edited ones. Other names are not looked up */
  static write(
    sections: SectionWriter,
    synopses: SectionWriter,
    films: readonly { readonly synopsis: string }[],
    known: KnownNames | undefined,
  ): void {
    const functions = { termsOf: remembering(termsOfWord), stem: remembering(stemOf) };
    const names = films.map(({ synopsis }) => mentionedNames(synopsis, functions));
    const mentions = known ? filmsByKnownName(names, known) : filmsByFrequentName(names);
    const sorted = [...mentions.keys()].sort();
    SortedStrings.write(sections.within('names'), sorted);
    const lists = sorted.map((name) => mentions.get(name)!);
    Postings.write(synopses.within('mentions'), lists, films.length);
  }

  /** @param stems those of the words of a text */
  has(stems: readonly string[]): boolean {
    return this.#find(stems) >= 0;
  }

  /** Adds the films whose synopses mention a name. They must have been opened. */
  addFilmsWith(stems: readonly string[], films: Bits): void {
    const name = this.#find(stems);
    if (name >= 0) this.#mentions?.addTo(name, films);
  }

  #find(stems: readonly string[]): number {
    return stems.length > 0 && stems.length <= MAX_WORDS ? this.#names.find(stems.join(' ')) : -1;
  }
}

/** Each name of one film. */
type NamesOfFilms = readonly (readonly (readonly string[])[])[];
type FilmsByName = ReadonlyMap<string, readonly number[]>;

/**
 * The films that mention each name of one to three words that enough films mention, ascending. "walt disney pictur" is also
 * mentioned as "walt disney" and as "disney".
 */
function filmsByFrequentName(namesOfFilms: NamesOfFilms): FilmsByName {
  const frequent = new Map<string, readonly number[]>();
  for (let words = 1; words <= MAX_WORDS; words += 1) {
    const filmsWith = new Map<string, number[]>();
    forEachPart(namesOfFilms, words, (part, film) => {
      // Only a part whose own parts are frequent can be frequent. This rules out nine of ten.
      const mayBe = words === 1 || [part.slice(1), part.slice(0, -1)].every((own) => frequent.has(own.join(' ')));
      if (mayBe) addFilm(filmsWith, part.join(' '), film);
    });
    for (const [part, films] of filmsWith) if (films.length >= MIN_FILMS) frequent.set(part, films);
  }
  return frequent;
}

function filmsByKnownName(namesOfFilms: NamesOfFilms, known: KnownNames): FilmsByName {
  const filmsWith = new Map<string, number[]>();
  for (let words = 1; words <= MAX_WORDS; words += 1) {
    forEachPart(namesOfFilms, words, (part, film) => {
      if (known.has(part)) addFilm(filmsWith, part.join(' '), film);
    });
  }
  return filmsWith;
}

function forEachPart(
  namesOfFilms: NamesOfFilms,
  words: number,
  visit: (part: readonly string[], film: number) => void,
): void {
  for (const [film, names] of namesOfFilms.entries()) {
    for (const name of names) {
      for (let from = 0; from + words <= name.length; from += 1) visit(name.slice(from, from + words), film);
    }
  }
}

function addFilm(filmsWith: Map<string, number[]>, part: string, film: number): void {
  const films = filmsWith.get(part);
  if (!films) filmsWith.set(part, [film]);
  else if (films.at(-1) !== film) films.push(film);
}

/** The same function, which makes each result once. */
function remembering<Result>(make: (text: string) => Result): (text: string) => Result {
  const made = new Map<string, Result>();
  return (text) => {
    if (!made.has(text)) made.set(text, make(text));
    return made.get(text) as Result;
  };
}

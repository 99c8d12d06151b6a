import { mentionedNames, nameStem, termsOfWord } from '../../../../domain/text/mentioned-names.ts';
import type { Bits } from '../structures/bits.ts';
import { Postings } from '../structures/postings.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import { remembering } from '../structures/remembering.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';

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
    const functions = { termsOf: remembering(termsOfWord), stem: remembering(nameStem) };
    const mentions = filmsByName(
      films.map(({ synopsis }) => mentionedNames(synopsis, functions)),
      known ? (name) => known.#names.find(name) >= 0 : (_, { length }) => length >= MIN_FILMS,
    );
    const names = [...mentions.keys()].sort();
    SortedStrings.write(sections.within('names'), names);
    const lists = names.map((name) => mentions.get(name)!);
    Postings.write(synopses.within('mentions'), lists, films.length);
  }

  /** @param stems the stems of the words of a text */
  has(stems: readonly string[]): boolean {
    return this.#find(stems) >= 0;
  }

  /** Adds the films whose synopses mention a name. The mentions must have been opened. */
  addFilmsWith(stems: readonly string[], films: Bits): void {
    const name = this.#find(stems);
    if (name >= 0) this.#mentions!.addTo(name, films);
  }

  #find(stems: readonly string[]): number {
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
  /**
   * For each name, its parts that have `words` words, by the place of their first word. `undefined` if a shorter part
   * of it is not known.
   */
  let parts: (string | undefined)[][][] = namesOfFilms.map((names) => names.map((name) => [...name]));
  for (let words = 1; words <= MAX_WORDS; words += 1) {
    const filmsWith = new Map<string, number[]>();
    for (const [film, ofFilm] of parts.entries()) {
      for (const part of ofFilm.flat()) if (part !== undefined) addFilm(filmsWith, part, film);
    }
    for (const [part, films] of filmsWith) if (isKnown(part, films)) known.set(part, films);
    parts = parts.map((ofFilm, film) =>
      ofFilm.map((ofName, place) => {
        const name = namesOfFilms[film]![place]!;
        return ofName.slice(0, -1).map((part, first) => {
          // A longer part is looked at only if both parts that are one word shorter are known. This rules out nine of
          // ten parts.
          const next = ofName[first + 1];
          const mayBe = part !== undefined && next !== undefined && known.has(part) && known.has(next);
          return mayBe ? `${part} ${name[first + words]!}` : undefined;
        });
      }),
    );
  }
  return known;
}

function addFilm(filmsWith: Map<string, number[]>, part: string, film: number): void {
  const films = filmsWith.get(part);
  if (!films) filmsWith.set(part, [film]);
  else if (films.at(-1) !== film) films.push(film);
}

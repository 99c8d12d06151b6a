import { mentionedNames } from '../../../../domain/text/mentioned-names.ts';
import { stemsOf } from '../../../../domain/text/stems.ts';
import type { Bits } from '../structures/bits.ts';
import { Postings } from '../structures/postings.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';

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

  /** @param minFilms a name is known if the synopses of at least so many films mention it */
  static write(
    sections: SectionWriter,
    synopses: SectionWriter,
    films: readonly { readonly synopsis: string }[],
    minFilms: number,
  ): void {
    const stems = new Map<string, readonly string[]>();
    const stemsOfWord = (word: string) => {
      const known = stems.get(word) ?? stemsOf(word);
      stems.set(word, known);
      return known;
    };
    const mentions = filmsByName(
      films.map(({ synopsis }) => mentionedNames(synopsis, stemsOfWord)),
      minFilms,
    );
    const names = [...mentions.keys()].sort();
    SortedStrings.write(sections.within('names'), names);
    const lists = names.map((name) => mentions.get(name)!);
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

/**
 * The films that mention each name of one to three words, ascending. "walt disney pictur" is also mentioned as "walt disney"
 * and as "disney".
 */
function filmsByName(
  namesOfFilms: readonly (readonly (readonly string[])[])[],
  minFilms: number,
): Map<string, readonly number[]> {
  const frequent = new Map<string, readonly number[]>();
  for (let words = 1; words <= MAX_WORDS; words += 1) {
    const filmsWith = new Map<string, number[]>();
    for (const [film, names] of namesOfFilms.entries()) {
      for (const name of names) {
        for (let from = 0; from + words <= name.length; from += 1) {
          const part = name.slice(from, from + words);
          // Only a part whose own parts are frequent can be frequent. This rules out nine of ten.
          const mayBe = words === 1 || [part.slice(1), part.slice(0, -1)].every((own) => frequent.has(own.join(' ')));
          if (mayBe) addFilm(filmsWith, part.join(' '), film);
        }
      }
    }
    for (const [part, films] of filmsWith) if (films.length >= minFilms) frequent.set(part, films);
  }
  return frequent;
}

function addFilm(filmsWith: Map<string, number[]>, part: string, film: number): void {
  const films = filmsWith.get(part);
  if (!films) filmsWith.set(part, [film]);
  else if (films.at(-1) !== film) films.push(film);
}

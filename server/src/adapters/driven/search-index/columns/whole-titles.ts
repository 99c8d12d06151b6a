import { squashedForms } from '../../../../domain/text/squashed-forms.ts';
import type { IndexedFilm } from '../store/indexed-film.ts';
import { EditDistance } from '../structures/edit-distance.ts';
import { NearStrings } from '../structures/near-strings.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';

/**
 * Whole titles in their squashed forms. A title is found exactly or with a few typos: "spiderman3" finds "Spider-Man
 * 3". If the form that was found is needed, it is made again from the film's title.
 *
 *     forms.near    the forms, each with its film
 */
export class WholeTitles {
  readonly #near: NearStrings;
  readonly #formsOf: (film: number) => readonly string[];
  readonly #distance = new EditDistance();

  /** @param titleOf reads a film's title */
  constructor(sections: SectionReader, titleOf: (film: number) => string) {
    this.#near = new NearStrings(sections.within('forms.near'), true);
    this.#formsOf = (film) => squashedForms(titleOf(film));
  }

  static write(sections: SectionWriter, films: readonly IndexedFilm[]): void {
    const forms: string[] = [];
    const filmOf: number[] = [];
    for (const [film, { squashedForms }] of films.entries()) {
      for (const form of squashedForms) {
        forms.push(form);
        filmOf.push(film);
      }
    }
    NearStrings.write(sections.within('forms.near'), forms, filmOf);
  }

  /** Calls `visit` with each film that has this form. */
  findEqual(squashed: string, visit: (film: number) => void): void {
    this.#near.findEqual(squashed, this.#formsOf, visit);
  }

  /**
   * Calls `visit` with each film that has a form within `maxEdits` edits. A film may be visited repeatedly. Numbers
   * tolerate no typo: "rocky3" is not "rocky2".
   *
   * @param maxEdits 1 or 2
   */
  findNear(squashed: string, maxEdits: number, visit: (film: number, edits: number) => void): void {
    const numbers = numbersIn(squashed);
    const isFound = (film: number, edits: number) =>
      this.#formsOf(film).some(
        (form) => numbersIn(form) === numbers && this.#distance.betweenTexts(squashed, form, maxEdits) === edits,
      );
    this.#near.find(squashed, maxEdits, this.#formsOf, (film, edits, mayHaveDigit) => {
      // Nearly all titles have no number. To make the forms of a title again takes 3 us.
      const areWithoutNumbers = numbers === NO_NUMBERS && !mayHaveDigit;
      if (edits === 0 || areWithoutNumbers || isFound(film, edits)) visit(film, edits);
    });
  }
}

const DIGIT = /\p{Nd}/u;
const NO_NUMBERS = ' ';

function numbersIn(form: string): string {
  // Nearly every title returns here.
  if (!DIGIT.test(form)) return NO_NUMBERS;
  return form.replace(/\P{Nd}+/gu, ' ');
}

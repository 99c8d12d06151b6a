import { squashedForms } from '../../../../domain/text/squashed-forms.ts';
import type { IndexedFilm } from '../store/indexed-film.ts';
import { NearStrings } from '../structures/near-strings.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';

/**
 * Whole titles in their squashed forms, found exactly or with a few typos: "spiderman3" for "Spider-Man 3".
 *
 *     forms.near    the forms, each with its number         forms.films   for each form its film
 */
export class WholeTitles {
  readonly #near: NearStrings;
  readonly #films: Uint32Array;
  readonly #titleOf: (film: number) => string;
  readonly #readForm = (form: number) => this.#formAt(form);

  /** @param titleOf reads a film's title */
  constructor(sections: SectionReader, titleOf: (film: number) => string) {
    this.#near = new NearStrings(sections.within('forms.near'));
    this.#films = sections.u32('forms.films');
    this.#titleOf = titleOf;
  }

  static write(sections: SectionWriter, films: readonly IndexedFilm[]): void {
    const forms: string[] = [];
    const filmOf: number[] = [];
    for (const [film, { summary }] of films.entries()) {
      for (const form of squashedForms(summary.title)) {
        forms.push(form);
        filmOf.push(film);
      }
    }
    NearStrings.write(sections.within('forms.near'), forms);
    sections.add('forms.films', Uint32Array.from(filmOf));
  }

  /** Calls `visit` with each film that has this form. */
  findEqual(squashed: string, visit: (film: number) => void): void {
    this.#near.findEqual(squashed, this.#readForm, (form) => {
      visit(this.#films[form]!);
    });
  }

  /**
   * Calls `visit` with each film that has a form within `maxEdits`, once for each form. Numbers tolerate no typo: "rocky3"
   * is not "rocky2".
   *
   * @param maxEdits 1 or 2
   */
  findNear(squashed: string, maxEdits: number, visit: (film: number, edits: number) => void): void {
    const numbers = numbersIn(squashed);
    this.#near.find(squashed, maxEdits, this.#readForm, (form, edits) => {
      if (edits === 0 || numbersIn(this.#readForm(form)) === numbers) visit(this.#films[form]!, edits);
    });
  }

  #formAt(form: number): string {
    const film = this.#films[form]!;
    let first = form;
    while (first > 0 && this.#films[first - 1] === film) first -= 1;
    return squashedForms(this.#titleOf(film))[form - first]!;
  }
}

function numbersIn(form: string): string {
  return form.replace(/\P{Nd}+/gu, ' ');
}

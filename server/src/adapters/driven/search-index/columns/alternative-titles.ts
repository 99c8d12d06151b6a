import { splitArticle, titleTerms, tokenize } from '../../../../domain/text/fold-text.ts';
import { titleTokens } from '../../../../domain/text/searchable-words.ts';
import { squashedForms } from '../../../../domain/text/squashed-forms.ts';
import { addOnce } from './number-names.ts';
import type { IndexedFilm } from '../store/indexed-film.ts';
import { BitArena } from '../structures/bit-arena.ts';
import { addBit, forEachBit, hasBit, type Bits } from '../structures/bits.ts';
import { readNumbers, writeNumbers, type PackedNumbers } from '../structures/packed-numbers.ts';
import { Postings } from '../structures/postings.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';
import { TermLists } from '../structures/term-lists.ts';
import { TextColumn } from '../structures/text-column.ts';

/** An alternative title with the number of its film, and the words by which it is found. A word may be repeated. */
export type AlternativeTitle = { readonly film: number; readonly text: string; readonly terms: readonly string[] };

/**
 * The alternative titles of all films. They are numbered in the order of their films.
 *
 *     texts     the titles
 *     films     the film of each title
 *     forms     the forms of all titles, sorted; see {@link alternativeForms}
 *     formsOf   the title of each form
 *     byTerm    for each term of the dictionary `alternative` the titles that have it
 *
 * If no film has an alternative title, all these sections are empty.
 */
export class AlternativeTitles {
  readonly size: number;
  readonly byTerm: Postings;
  /** Scratch sets of alternative titles. */
  readonly sets: BitArena;
  readonly #texts: TextColumn;
  readonly #films: PackedNumbers;
  readonly #forms: SortedStrings;
  readonly #formsOf: PackedNumbers;

  constructor(sections: SectionReader) {
    this.#texts = new TextColumn(sections.within('texts'));
    this.#films = readNumbers(sections, 'films');
    this.#forms = new SortedStrings(sections.within('forms'));
    this.#formsOf = readNumbers(sections, 'formsOf');
    this.byTerm = new Postings(sections.within('byTerm'));
    this.size = this.#texts.size;
    this.sets = new BitArena(this.size);
  }

  /** @param terms those of the dictionary `alternative` */
  static write(sections: SectionWriter, titles: readonly AlternativeTitle[], terms: readonly string[]): void {
    const titlesByForm = new TermLists();
    const titlesByTerm = new TermLists();
    for (const [number, title] of titles.entries()) {
      for (const form of alternativeForms(title.text)) titlesByForm.of(form).push(number);
      for (const term of title.terms) addOnce(titlesByTerm.of(term), number);
    }
    const { terms: forms, lists } = titlesByForm.sorted();
    TextColumn.write(
      sections.within('texts'),
      titles.map(({ text }) => text),
    );
    writeNumbers(
      sections,
      'films',
      titles.map(({ film }) => film),
    );
    SortedStrings.write(
      sections.within('forms'),
      forms.flatMap((form, i) => lists[i]!.map(() => form)),
    );
    writeNumbers(sections, 'formsOf', lists.flat());
    Postings.write(
      sections.within('byTerm'),
      terms.map((term) => titlesByTerm.of(term)),
      titles.length,
    );
  }

  /** The alternative titles of a film, in its own order. */
  of(film: number): readonly string[] {
    const titles: string[] = [];
    for (let i = this.#firstOf(film); this.#films[i] === film; i += 1) titles.push(this.#texts.at(i));
    return titles;
  }

  at(title: number): string {
    return this.#texts.at(title);
  }

  /** Calls `visit` with the number of each title that has this form, and with its film. */
  findEqual(form: string, visit: (film: number, title: number) => void): void {
    const [from, to] = this.#forms.equalRange(form);
    for (let place = from; place < to; place += 1) {
      const title = this.#formsOf[place]!;
      visit(this.#films[title]!, title);
    }
  }

  /** A new set of the titles that have a term of the span. */
  titlesWith(span: { readonly from: number; readonly to: number }): Bits {
    const titles = this.sets.take();
    this.byTerm.addSpanTo(span, titles);
    return titles;
  }

  /**
   * Of a film's alternative titles, the one that is in the most sets. If several are in equally many, the shortest of
   * them.
   */
  bestOf(film: number, sets: readonly Bits[]): string | undefined {
    let best: string | undefined;
    let most = 1;
    for (let i = this.#firstOf(film); this.#films[i] === film; i += 1) {
      const count = sets.filter((titles) => hasBit(titles, i)).length;
      if (count < most) continue;
      const title = this.#texts.at(i);
      if (best === undefined || count > most || title.length < best.length) best = title;
      most = count;
    }
    return best;
  }

  /** Adds the films of a set of titles. */
  addFilms(titles: Bits, into: Bits): void {
    forEachBit(titles, (title) => {
      addBit(into, this.#films[title]!);
    });
  }

  #firstOf(film: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#films[middle]! < film) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The alternative titles of films, numbered. */
export function numberAlternativeTitles(films: readonly IndexedFilm[]): readonly AlternativeTitle[] {
  return films.flatMap(({ alternativeTitles }, film) =>
    alternativeTitles.map((text) => ({ film, text, terms: titleTokens(text).map(({ term }) => term) })),
  );
}

/** The {@link squashedForms} of a title. If it begins with "The", also with `the` in front: "thepolarexpress". */
export function alternativeForms(title: string): readonly string[] {
  const tokens = tokenize(title);
  const forms = squashedForms(title, tokens);
  if (splitArticle(titleTerms(title, tokens)).article !== 'the') return forms;
  return [...forms, ...forms.map((form) => `the${form}`)];
}

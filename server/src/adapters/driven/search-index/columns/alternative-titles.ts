import { splitArticle, titleTerms, tokenize } from '../../../../domain/text/fold-text.ts';
import { titleTokens } from '../../../../domain/text/searchable-words.ts';
import { squashedForms } from '../../../../domain/text/squashed-forms.ts';
import type { IndexedFilm } from '../store/indexed-film.ts';
import { BitArena } from '../structures/bit-arena.ts';
import { addBit, forEachBit, hasBit, type Bits } from '../structures/bits.ts';
import { NumberList } from '../structures/number-list.ts';
import { GrowingLists } from '../structures/number-lists.ts';
import { readNumbers, writeNumbers, type PackedNumbers } from '../structures/packed-numbers.ts';
import { Postings } from '../structures/postings.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';
import { TermIndex } from '../structures/term-index.ts';
import { TermLists, TermNumbers, termsOfMembers } from '../structures/term-lists.ts';
import { TextColumn } from '../structures/text-column.ts';

/**
 * Of the 36,255 titles of the real data, one has more forms. "The v v v v v & 1" would have 38. A file of 10 MB can have
 * half a million such titles, and their 19 million forms would be more than a `Map` can hold.
 */
const MOST_FORMS = 8;

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

  /** @param words those of the dictionary `alternative`, with their films */
  static write(sections: SectionWriter, words: SectionWriter, films: readonly IndexedFilm[]): void {
    const texts = films.flatMap(({ alternativeTitles }) => alternativeTitles);
    const filmOf = new NumberList();
    for (const [film, { alternativeTitles }] of films.entries()) {
      for (let left = alternativeTitles.length; left > 0; left -= 1) filmOf.push(film);
    }
    TextColumn.write(sections.within('texts'), texts);
    writeNumbers(sections, 'films', filmOf.finish());
    writeForms(sections, texts);
    writeTerms(sections, words, texts, filmOf.finish(), films.length);
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

function writeForms(sections: SectionWriter, texts: readonly string[]): void {
  const titlesByForm = new TermLists();
  for (const [title, text] of texts.entries()) {
    for (const form of alternativeForms(text)) titlesByForm.add(form, title);
  }
  const sorted = titlesByForm.sorted();
  SortedStrings.write(sections.within('forms'), termsOfMembers(sorted));
  writeNumbers(sections, 'formsOf', sorted.lists.numbers);
}

function writeTerms(
  sections: SectionWriter,
  words: SectionWriter,
  texts: readonly string[],
  filmOf: Uint32Array,
  films: number,
): void {
  const numbers = new TermNumbers();
  const titlesWith = new GrowingLists();
  const filmsWith = new GrowingLists();
  for (const [title, text] of texts.entries()) {
    for (const { term } of titleTokens(text)) {
      const number = numbers.of(term);
      titlesWith.add(number, title);
      filmsWith.add(number, filmOf[title]!);
    }
  }
  const { terms, order } = numbers.sorted();
  TermIndex.write(words, { terms, lists: filmsWith.inOrder(order) }, films);
  Postings.write(sections.within('byTerm'), titlesWith.inOrder(order), texts.length);
}

/**
 * The {@link squashedForms} of a title. If it begins with "The", also with `the` in front: "thepolarexpress". At most
 * {@link MOST_FORMS}.
 */
export function alternativeForms(title: string): readonly string[] {
  const tokens = tokenize(title);
  const forms = squashedForms(title, tokens);
  const isWithThe = splitArticle(titleTerms(title, tokens)).article === 'the';
  return (isWithThe ? [...forms, ...forms.map((form) => `the${form}`)] : forms).slice(0, MOST_FORMS);
}

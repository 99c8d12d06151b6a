import type { Film } from '../../../../domain/film.ts';
import { termsOf } from '../../../../domain/text/fold-text.ts';
import { genreKey, personKey } from '../../../../domain/text/keys.ts';
import { yearTerms } from '../../../../domain/text/readings.ts';
import { nameTokens } from '../../../../domain/text/searchable-words.ts';
import { FilmColumns } from '../columns/film-columns.ts';
import { FilmNames } from '../columns/film-names.ts';
import { addOnce, numberNames, type NumberedNames } from '../columns/number-names.ts';
import { INDEXED_FILM_KEYS, indexedFilm, type IndexedFilm, type UnratedFilm } from './indexed-film.ts';
import { Postings } from '../structures/postings.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';
import { SectionWriter } from '../structures/sections.ts';
import { TermIndex } from '../structures/term-index.ts';
import { TermLists } from '../structures/term-lists.ts';
import { TitleKeys } from '../columns/title-keys.ts';
import { WholeTitles } from '../columns/whole-titles.ts';
import { comparator } from '../columns/film-order.ts';
import { SortColumns } from '../columns/sort-columns.ts';
import { fameOf } from '../../../../domain/fame/fame.ts';

/** Takes films one by one, keeps of each only what the index and the fame of films need, and makes the file of them. */
export class SnapshotBuilder {
  readonly #films = new Map<string, UnratedFilm>();

  /** Of a film that is added twice, as a table that changes during its scan may give it, the higher version counts. */
  add({ id, version, attributes }: Film): void {
    if ((this.#films.get(id)?.version ?? 0) < version) this.#films.set(id, indexedFilm(id, version, attributes));
  }

  get size(): number {
    return this.#films.size;
  }

  /** The snapshot's bytes; see docs/search.md for what is in them. The same films give the same bytes, in any order. */
  finish(): Uint8Array {
    const films = [...this.#films.values()].sort((a, b) => byCodeUnit(a.summary.id, b.summary.id));
    const fame = fameOf(films.map(({ facts }) => facts));
    return writeSections(films.map((film, i) => ({ ...film, fame: fame[i]! }))).finish();
  }
}

/** @see SnapshotBuilder.finish */
export function buildSnapshot(films: Iterable<Film>): Uint8Array {
  const builder = new SnapshotBuilder();
  for (const film of films) builder.add(film);
  return builder.finish();
}

/**
 * The sections of a snapshot.
 *
 * @param unordered each id once
 */
export function writeSections(unordered: readonly IndexedFilm[]): SectionWriter {
  const films = [...unordered].sort(comparator('ties', INDEXED_FILM_KEYS, INDEXED_FILM_KEYS));
  const sections = new SectionWriter();
  TitleKeys.write(sections, films);
  WholeTitles.write(sections, films);
  SortColumns.write(sections, films);
  const people = writePeople(sections, films);
  const genres = numberNames(films, ({ summary }) => summary.genres, genreKey);
  FilmNames.write(sections.within('genres'), genres, films.length);
  FilmColumns.write(sections, films, { people, genres });
  writeTitleAndFactTerms(sections, films, genres);
  return sections;
}

function writeTitleAndFactTerms(sections: SectionWriter, films: readonly IndexedFilm[], genres: NumberedNames): void {
  const titles = new TermLists();
  const facts = new TermLists();
  const genreLists = genres.spellings.map(({ text }) => termsOf(text).map((term) => facts.of(term)));
  for (const [film, { titleTerms, summary }] of films.entries()) {
    for (const term of titleTerms) addOnce(titles.of(term), film);
    for (const { number } of genres.ofFilms[film]!) for (const list of genreLists[number]!) addOnce(list, film);
    for (const term of yearTerms(summary.year)) addOnce(facts.of(term), film);
  }
  TermIndex.write(sections.within('title'), titles.sorted(), films.length);
  TermIndex.write(sections.within('fact'), facts.sorted(), films.length);
}

function writePeople(sections: SectionWriter, films: readonly IndexedFilm[]): NumberedNames {
  const people = numberNames(films, ({ summary }) => summary.cast, personKey);
  const { spellings, ofFilms } = people;
  const spellingsWith = new TermLists();
  const filmsWith = new TermLists();
  const filmLists = spellings.map(({ text, number }) =>
    nameTokens(text).map(({ term }) => {
      addOnce(spellingsWith.of(term), number);
      return filmsWith.of(term);
    }),
  );
  for (const [film, cast] of ofFilms.entries()) {
    for (const { number } of cast) for (const list of filmLists[number]!) addOnce(list, film);
  }
  TermIndex.write(sections.within('cast'), filmsWith.sorted(), films.length);
  FilmNames.write(sections.within('people'), people, films.length);
  Postings.write(sections.within('people.byTerm'), spellingsWith.sorted().lists, spellings.length);
  return people;
}

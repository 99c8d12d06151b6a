import type { Film } from '../../../../domain/film.ts';
import { foldText, termsOf, tokenize } from '../../../../domain/text/fold-text.ts';
import { yearTerms } from '../../../../domain/text/readings.ts';
import { nameTokens } from '../../../../domain/text/searchable-words.ts';
import { FilmColumns } from '../columns/film-columns.ts';
import { addOnce, numberNames, type FilmNames } from '../columns/film-names.ts';
import { INDEXED_FILM_KEYS, indexedFilm, type IndexedFilm, type UnratedFilm } from './indexed-film.ts';
import { Postings } from '../structures/postings.ts';
import { SectionWriter } from '../structures/sections.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';
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
  const genres = writeGenres(sections, films);
  FilmColumns.write(sections, films, { people, genres });
  writeTitleAndFactTerms(sections, films, genres);
  return sections;
}

function writeTitleAndFactTerms(sections: SectionWriter, films: readonly IndexedFilm[], genres: FilmNames): void {
  const titles = new TermLists();
  const facts = new TermLists();
  const genreLists = genres.all.map(({ name }) => termsOf(name).map((term) => facts.of(term)));
  for (const [film, { titleTerms, summary }] of films.entries()) {
    for (const term of titleTerms) addOnce(titles.of(term), film);
    for (const { number } of genres.ofFilms[film]!) for (const list of genreLists[number]!) addOnce(list, film);
    for (const term of yearTerms(summary.year)) addOnce(facts.of(term), film);
  }
  TermIndex.write(sections.within('title'), titles.sorted(), films.length);
  TermIndex.write(sections.within('fact'), facts.sorted(), films.length);
}

/** People are numbered by how many films they are in, so that the busiest are the first and have the shortest numbers. */
function writePeople(sections: SectionWriter, films: readonly IndexedFilm[]): FilmNames {
  const people = numberNames(
    films,
    ({ summary }) => summary.cast,
    (a, b) => b.films.length - a.films.length || byCodeUnit(a.name, b.name),
  );
  const peopleWith = new TermLists();
  const filmsWith = new TermLists();
  const keys: string[] = [];
  const filmLists = people.all.map(({ name, number }) => {
    const tokens = tokenize(name);
    keys.push(tokens.map(({ term }) => term).join(' '));
    return nameTokens(name, tokens).map(({ term }) => {
      addOnce(peopleWith.of(term), number);
      return filmsWith.of(term);
    });
  });
  for (const [film, cast] of people.ofFilms.entries()) {
    for (const { number } of cast) for (const list of filmLists[number]!) addOnce(list, film);
  }
  const { all } = people;
  TermIndex.write(sections.within('cast'), filmsWith.sorted(), films.length);
  Postings.write(sections.within('people.byTerm'), peopleWith.sorted().lists, all.length);
  Postings.write(
    sections.within('people.films'),
    all.map((person) => person.films),
    films.length,
  );
  const byKey = keys.map((_, person) => person);
  byKey.sort((a, b) => byCodeUnit(keys[a]!, keys[b]!) || byCodeUnit(all[a]!.name, all[b]!.name));
  sections.add('people.byKey', new Uint32Array(byKey));
  return people;
}

/** Genres are numbered by their folded names, so that the spellings of one are neighbours. */
function writeGenres(sections: SectionWriter, films: readonly IndexedFilm[]): FilmNames {
  const genres = numberNames(
    films,
    ({ summary }) => summary.genres,
    (a, b) => byCodeUnit(foldText(a.name), foldText(b.name)) || byCodeUnit(a.name, b.name),
  );
  SortedStrings.write(
    sections.within('genres.keys'),
    genres.all.map(({ name }) => foldText(name)),
  );
  Postings.write(
    sections.within('genres.films'),
    genres.all.map((genre) => genre.films),
    films.length,
  );
  return genres;
}

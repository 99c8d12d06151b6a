import type { Film } from '../../../domain/film.ts';
import { foldText, termsOf } from '../../../domain/fold-text.ts';
import { nameTokens, titleTokens } from '../../../domain/searchable-words.ts';
import { FilmColumns } from './film-columns.ts';
import { FilmLists } from './film-lists.ts';
import { indexedFilm, type IndexedFilm } from './indexed-film.ts';
import { orderFilms, type OrderedFilm } from './ordered-films.ts';
import { Postings } from './structures/postings.ts';
import { SectionWriter } from './structures/sections.ts';
import { SortedStrings } from './structures/sorted-strings.ts';
import { byCodeUnit } from './structures/by-code-unit.ts';
import { TermIndex } from './structures/term-index.ts';
import { TitleKeys } from './title-keys.ts';
import { YearRuns } from './year-runs.ts';

/** Takes films one by one, keeping of each only what the index needs (not the synopsis), and makes the file of them. */
export class SnapshotBuilder {
  readonly #films = new Map<string, IndexedFilm>();

  /** Of a film that is added twice, as a table that changes during its scan may give it, the higher version counts. */
  add({ id, version, attributes }: Film): void {
    if ((this.#films.get(id)?.version ?? 0) < version) this.#films.set(id, indexedFilm(id, version, attributes));
  }

  get size(): number {
    return this.#films.size;
  }

  /** The snapshot's bytes; see docs/search.md for what is in them. The same films give the same bytes, in any order. */
  finish(): Uint8Array {
    return writeSections([...this.#films.values()]).finish();
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
  const films = orderFilms(unordered);
  const sections = new SectionWriter();
  TitleKeys.write(sections, films);
  YearRuns.write(sections, films);
  const people = writePeople(sections, films);
  const genres = writeGenres(sections, films);
  FilmColumns.write(sections, films, { people, genres });
  writeTitleAndFactTerms(sections, films);
  return sections;
}

function writeTitleAndFactTerms(sections: SectionWriter, films: readonly OrderedFilm[]): void {
  const titles = new FilmLists();
  const facts = new FilmLists();
  for (const [film, { summary }] of films.entries()) {
    for (const { term } of titleTokens(summary.title)) titles.add(term, film);
    for (const genre of summary.genres) for (const term of termsOf(genre)) facts.add(term, film);
    facts.add(String(summary.year), film);
  }
  TermIndex.write(sections.within('title'), titles.lists, films.length);
  TermIndex.write(sections.within('fact'), facts.lists, films.length);
}

/** People are numbered by how many films they are in, so that the busiest are the first and have the shortest numbers. */
function writePeople(sections: SectionWriter, films: readonly OrderedFilm[]): Map<string, number> {
  const filmsOf = new FilmLists();
  for (const [film, { summary }] of films.entries()) for (const name of summary.cast) filmsOf.add(name, film);
  const ordered = [...filmsOf.lists].sort(([a, m], [b, n]) => n.length - m.length || byCodeUnit(a, b));
  const numbers = new Map(ordered.map(([name], person) => [name, person]));
  const terms = new Map<string, { readonly people: number[]; readonly films: number[] }>();
  const termsOfPeople = ordered.map(([name], person) =>
    [...new Set(nameTokens(name).map(({ term }) => term))].map((term) => {
      const lists = terms.get(term) ?? { people: [], films: [] };
      terms.set(term, lists);
      lists.people.push(person);
      return lists.films;
    }),
  );
  for (const [film, { summary }] of films.entries()) {
    for (const name of summary.cast) {
      for (const list of termsOfPeople[numbers.get(name) ?? -1] ?? []) if (list.at(-1) !== film) list.push(film);
    }
  }
  const filmsWith = new Map([...terms].map(([term, lists]) => [term, lists.films]));
  TermIndex.write(sections.within('cast'), filmsWith, films.length);
  const peopleLists = [...terms].sort(([a], [b]) => byCodeUnit(a, b)).map(([, lists]) => lists.people);
  Postings.write(sections.within('people.byTerm'), peopleLists, ordered.length);
  const filmLists = ordered.map(([, list]) => list);
  Postings.write(sections.within('people.films'), filmLists, films.length);
  const keys = ordered.map(([name]) => termsOf(name).join(' '));
  const byKey = keys.map((_, person) => person);
  byKey.sort((a, b) => byCodeUnit(keys[a] ?? '', keys[b] ?? '') || byCodeUnit(ordered[a]![0], ordered[b]![0]));
  sections.add('people.byKey', Uint32Array.from(byKey));
  return numbers;
}

/** Genres are numbered by their folded names, so that the spellings of one are neighbours. */
function writeGenres(sections: SectionWriter, films: readonly OrderedFilm[]): Map<string, number> {
  const filmsOf = new FilmLists();
  for (const [film, { summary }] of films.entries()) for (const genre of summary.genres) filmsOf.add(genre, film);
  const ordered = [...filmsOf.lists]
    .map(([name, list]) => ({ name, key: foldText(name), list }))
    .sort((a, b) => byCodeUnit(a.key, b.key) || byCodeUnit(a.name, b.name));
  SortedStrings.write(
    sections.within('genres.keys'),
    ordered.map(({ key }) => key),
  );
  Postings.write(
    sections.within('genres.films'),
    ordered.map(({ list }) => list),
    films.length,
  );
  return new Map(ordered.map(({ name }, genre) => [name, genre]));
}

import { DatabaseSync } from 'node:sqlite';
import type { PreparedFilm } from './newest-first.ts';

/** Separates the names within a row. */
export const SEPARATOR = '\u001f';

/**
 * The tables. Films are numbered newest first. FTS5 yields rows in ascending order, so its results are in tie-break
 * order without sorting, and a range of years is a range of numbers.
 *
 * - film_key, film_whole: b-trees on folded titles, the first without the leading article and the second with it. Both
 *   serve exact titles and title prefixes.
 * - words: a contentless table. `detail=column` is enough, because queries name columns but never match phrases. Column
 *   sizes are omitted, because bm25 is not used. Prefix indexes cover 1 to 4 letters, because longer prefixes match few
 *   terms anyway. Marquee folds the texts, so the tokenizer has nothing left to fold. Everything but spaces is
 *   part of a word: folded kana may have marks, "8½" has the word 1/2, and "???" is a word too.
 * - vocabulary: all words of titles and names. It finds the words that a mistyped word may stand for, together with
 *   either a table of trigrams or a table of all deletions of one letter (SymSpell).
 * - film_genre and film_person list the films of each genre or person, for filters. genre_of and person_of list the
 *   genres and people of each film, for facets. All four are `without rowid`.
 */
const SCHEMA = `
  create table film(n integer primary key, id text, title text, year integer, people text, genres text,
    thumbnail text, width integer, height integer, key text, whole text);
  create table decade(film integer primary key, decade integer);
  create table years(year integer primary key, first integer, last integer);
  create table genre(n integer primary key, name text unique, key text);
  create table person(n integer primary key, name text unique, key text);
  create table film_genre(genre integer, film integer, primary key(genre, film)) without rowid;
  create table genre_of(film integer, genre integer, primary key(film, genre)) without rowid;
  create table film_person(person integer, film integer, primary key(person, film)) without rowid;
  create table person_of(film integer, person integer, primary key(film, person)) without rowid;
  create virtual table words using fts5(title, names, genres, year, content='', columnsize=0, detail=column,
    prefix='1 2 3 4', tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* P* S* Co'");
`;

const AFTERWARDS = `
  create index film_key on film(key);
  create index film_whole on film(whole);
  create index genre_key on genre(key);
  create index person_key on person(key);
  insert into words(words) values('optimize');
`;

const VOCABULARY = 'create table vocabulary(n integer primary key, term text unique)';
const TYPO_TABLES = {
  trigram: `create virtual table trigrams using fts5(padded, content='', columnsize=0, detail=none, tokenize='trigram')`,
  deletes: `create table deletes(variant text, term integer, primary key(variant, term)) without rowid`,
};
export type TypoTable = keyof typeof TYPO_TABLES;

export function buildDatabase(path: string, films: readonly PreparedFilm[], typos: TypoTable): void {
  const db = new DatabaseSync(path);
  db.exec(`pragma journal_mode=off; pragma synchronous=off; ${SCHEMA}; begin`);
  fillFilms(db, films);
  fillVocabulary(db, new Set(films.flatMap(termsOfFilm)), typos);
  db.exec(`commit; ${AFTERWARDS} analyze; vacuum`);
  db.close();
}

function fillFilms(db: DatabaseSync, films: readonly PreparedFilm[]): void {
  const film = db.prepare('insert into film values(?,?,?,?,?,?,?,?,?,?,?)');
  const words = db.prepare('insert into words(rowid,title,names,genres,year) values(?,?,?,?,?)');
  const decade = db.prepare('insert into decade values(?,?)');
  const years = db.prepare('insert into years values(?,?,?) on conflict do update set last=excluded.last');
  const genres = new Links(db, 'genre');
  const people = new Links(db, 'person');
  films.forEach(({ summary, key, title, titleWords, names, nameWords, genres: genreWords, yearWords }, n) => {
    const { id, year, cast, thumbnail = null, thumbnailWidth = null, thumbnailHeight = null } = summary;
    const lists = [cast.join(SEPARATOR), summary.genres.join(SEPARATOR)];
    film.run(n, id, summary.title, year, ...lists, thumbnail, thumbnailWidth, thumbnailHeight, key, title);
    words.run(n, forFts(titleWords), forFts(nameWords), forFts(genreWords), yearWords);
    decade.run(n, Math.floor(year / 10) * 10);
    years.run(year, n, n);
    summary.genres.forEach((name) => {
      genres.add(n, name, name.toLowerCase());
    });
    cast.forEach((name, i) => {
      people.add(n, name, names[i] ?? '');
    });
  });
}

/** A table of names and the two tables that link it to films. */
class Links {
  readonly #numbers = new Map<string, number>();
  readonly #name;
  readonly #forwards;
  readonly #backwards;

  constructor(db: DatabaseSync, table: 'genre' | 'person') {
    this.#name = db.prepare(`insert into ${table} values(?,?,?)`);
    this.#forwards = db.prepare(`insert or ignore into film_${table} values(?,?)`);
    this.#backwards = db.prepare(`insert or ignore into ${table}_of values(?,?)`);
  }

  add(film: number, name: string, key: string): void {
    const known = this.#numbers.get(name);
    const n = known ?? this.#numbers.size;
    if (known === undefined) {
      this.#numbers.set(name, n);
      this.#name.run(n, name, key);
    }
    this.#forwards.run(n, film);
    this.#backwards.run(film, n);
  }
}

function termsOfFilm({ titleWords, nameWords }: PreparedFilm): string[] {
  return forFts(`${titleWords} ${nameWords}`).split(' ');
}

/** Makes the tables of the given words, in which `SqliteTypos` finds the words that a mistyped word may stand for. */
export function fillVocabulary(db: DatabaseSync, terms: ReadonlySet<string>, typos: TypoTable): void {
  db.exec(`${VOCABULARY}; ${TYPO_TABLES[typos]}`);
  const term = db.prepare('insert into vocabulary values(?,?)');
  const insert =
    typos === 'trigram'
      ? db.prepare('insert into trigrams(rowid,padded) values(?,?)')
      : db.prepare('insert or ignore into deletes(term,variant) values(?,?)');
  [...terms].forEach((text, n) => {
    term.run(n, text);
    for (const variant of typos === 'trigram' ? [`^${text}$`] : deletions(text)) insert.run(n, variant);
  });
  if (typos === 'trigram') db.exec(`insert into trigrams(trigrams) values('optimize')`);
}

/** The fraction in "8½" folds to digits around U+2044. FTS5 would split the word at that character. */
export function forFts(text: string): string {
  return text.replaceAll('\u2044', '');
}

/** The text itself, and every text that results from removing one letter. */
export function deletions(text: string): string[] {
  return [text, ...Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1))];
}

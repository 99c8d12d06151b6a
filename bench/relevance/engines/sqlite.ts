import { DatabaseSync } from 'node:sqlite';
import type { Film } from '../../../server/src/domain/film.ts';
import { fillVocabulary, forFts } from '../../search/engines/sqlite-build.ts';
import { SqliteStatements } from '../../search/engines/sqlite-statements.ts';
import { SqliteTypos } from '../../search/engines/sqlite-typos.ts';
import type { RelevanceEngine } from './engine.ts';
import { foldedWords, searchedText } from './searched-text.ts';
import { untilEnough } from './until-enough.ts';

const MATCH = 'select rowid from words where words match ? order by bm25(words, 3, 1, 1, 1) limit ?';

export const sqlite: RelevanceEngine = {
  settings:
    'FTS5, first all words, then all with one typo (a table of deletions), then any word, then any with one typo; prefixes of the last word, bm25 with title three times as heavy',
  open(films) {
    const db = new DatabaseSync(':memory:');
    fill(db, films);
    const typos = new SqliteTypos(db, 'deletes');
    const statements = new SqliteStatements(db);
    const rows = (query: string, limit: number) => statements.column(MATCH, [query, limit]);
    return async (q, limit) => {
      const words = forFts(foldedWords(q)).split(' ');
      const exact = words.map((word, i) => `"${word}"${i === words.length - 1 ? ' *' : ''}`);
      const fuzzy = words.map((word, i) => `(${[exact[i], ...typos.neighbours(word).map(quote)].join(' OR ')})`);
      const queries = [exact.join(' AND '), fuzzy.join(' AND '), exact.join(' OR '), fuzzy.join(' OR ')];
      const found = await untilEnough(
        limit,
        queries.map((query) => () => rows(query, limit)),
      );
      return found.flatMap((n) => films[n]?.id ?? []);
    };
  },
};

function fill(db: DatabaseSync, films: readonly Film[]): void {
  db.exec(`create virtual table words using fts5(title, cast, genres, year, content='', prefix='1 2 3 4',
    tokenize='unicode61 remove_diacritics 0')`);
  db.exec('begin');
  const insert = db.prepare('insert into words(rowid, title, cast, genres, year) values(?, ?, ?, ?, ?)');
  const terms = new Set<string>();
  films.forEach((film, n) => {
    const { title, cast, genres, year } = searchedText(film);
    insert.run(n, forFts(title), forFts(cast), forFts(genres), year);
    for (const term of forFts(`${title} ${cast}`).split(' ')) terms.add(term);
  });
  fillVocabulary(db, terms, 'deletes');
  db.exec('commit');
}

const quote = (word: string) => `"${word}"`;

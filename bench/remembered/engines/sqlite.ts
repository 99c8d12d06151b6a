import { DatabaseSync } from 'node:sqlite';
import type { RelevanceEngine } from '../../relevance/engines/engine.ts';
import { foldedWords } from '../../relevance/engines/searched-text.ts';
import { SqliteStatements } from '../../search/engines/sqlite-statements.ts';
import { FIELDS, searchedText } from './searched-text.ts';

/** The best of eight sets of weights that were tried on the tuning halves. */
const WEIGHTS = '1, 3, 0.5, 5';

const MATCH = 'select rowid from words where words match ? order by rank limit ?';

export const sqlite: RelevanceEngine = {
  settings: `FTS5 with the porter stemmer, any word (OR), bm25 with the weights ${WEIGHTS} (${FIELDS.join(', ')})`,
  open(films) {
    const db = new DatabaseSync(':memory:');
    db.exec(`create virtual table words using fts5(${FIELDS.join(', ')}, content='', tokenize='porter unicode61')`);
    db.exec('begin');
    const insert = db.prepare(`insert into words(rowid, ${FIELDS.join(', ')}) values(?, ?, ?, ?, ?)`);
    films.forEach((film, n) => {
      const text = searchedText(film);
      insert.run(n, ...FIELDS.map((field) => text[field]));
    });
    db.exec("insert into words(words) values('optimize')");
    // Sorting by the column "rank" is faster than sorting by an expression.
    db.exec(`insert into words(words, rank) values('rank', 'bm25(${WEIGHTS})')`);
    db.exec('commit');
    const statements = new SqliteStatements(db);
    return (q, limit) => {
      const anyWord = foldedWords(q)
        .split(' ')
        .map((word) => `"${word}"`)
        .join(' OR ');
      return statements.column(MATCH, [anyWord, limit]).flatMap((n) => films[n]?.id ?? []);
    };
  },
};

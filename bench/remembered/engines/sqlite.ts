import { DatabaseSync } from 'node:sqlite';
import type { RelevanceEngine } from '../../relevance/engines/engine.ts';
import { foldedWords } from '../../relevance/engines/searched-text.ts';
import { FIELDS, searchedText } from './searched-text.ts';

/** The best of eight tried on the tuning halves. */
const WEIGHTS = '1, 3, 0.5, 5';

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
    const match = db.prepare('select rowid from words where words match ? order by rank limit ?');
    match.setReturnArrays(true);
    return (q, limit) => {
      const words = foldedWords(q).split(' ');
      const found = match.all(words.map((word) => `"${word}"`).join(' OR '), limit) as unknown as [number][];
      return found.flatMap(([n]) => films[n]?.id ?? []);
    };
  },
};

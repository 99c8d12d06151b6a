import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { editDistance } from '../edit-distance.ts';
import { deletions, type TypoTable } from './sqlite-build.ts';

/** Shorter words are not corrected. */
const MIN_LENGTH = 4;

/** Finds the words of the vocabulary that are one edit from a word. */
export class SqliteTypos {
  readonly #near: (word: string) => readonly string[];

  constructor(db: DatabaseSync, table: TypoTable) {
    this.#near = table === 'trigram' ? byTrigrams(db) : byDeletions(db);
  }

  neighbours(word: string): string[] {
    if (word.length < MIN_LENGTH) return [];
    return [...new Set(this.#near(word))].filter((term) => term !== word && editDistance(term, word, 1) === 1);
  }
}

/**
 * One edit changes at most four trigrams of a padded word, and leaves its first or its second half intact. A candidate
 * therefore shares at least one trigram with the word, and its length differs by at most one.
 */
function byTrigrams(db: DatabaseSync): (word: string) => readonly string[] {
  const statement = db.prepare(`select term from trigrams join vocabulary on n = trigrams.rowid
    where trigrams match ? and length(term) between ? and ?`);
  statement.setReturnArrays(true);
  return (word) => {
    const padded = `^${word}$`;
    const trigrams = Array.from({ length: padded.length - 2 }, (_, at) => `"${padded.slice(at, at + 3)}"`);
    return texts(statement, trigrams.join(' OR '), word.length - 1, word.length + 1);
  };
}

/**
 * If two words are one edit apart, they can be made equal by removing at most one letter from each. So the word itself
 * and every form of it with one letter removed are looked up in a b-tree.
 */
function byDeletions(db: DatabaseSync): (word: string) => readonly string[] {
  const statement = db.prepare('select v.term from deletes d join vocabulary v on v.n = d.term where d.variant = ?');
  statement.setReturnArrays(true);
  return (word) => deletions(word).flatMap((variant) => texts(statement, variant));
}

function texts(statement: StatementSync, ...parameters: (string | number)[]): string[] {
  return (statement.all(...parameters) as unknown as string[][]).flat();
}

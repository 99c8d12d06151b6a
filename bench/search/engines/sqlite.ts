import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { BenchEngine } from './engine.ts';
import { newestFirst } from './newest-first.ts';
import { buildDatabase, type TypoTable } from './sqlite-build.ts';
import { SqliteSearch } from './sqlite-search.ts';

const FILE = 'films.sqlite';

/** Reads the file through a memory map, with a page cache that is large enough for the whole file. */
export const sqliteFile = engine('trigram', (path) => {
  const db = new DatabaseSync(path, { readOnly: true });
  db.exec('pragma mmap_size=1073741824; pragma cache_size=-262144; pragma temp_store=memory');
  return db;
});

/** Reads the whole file into memory when opened. */
export const sqliteMemory = engine('trigram', openInMemory);

/**
 * Like {@link sqliteMemory}, but finds mistyped words by deletions (SymSpell) instead of trigrams, which is larger and
 * faster.
 */
export const sqliteDeletes = engine('deletes', openInMemory);

function openInMemory(path: string): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  db.deserialize(readFileSync(path));
  db.exec('pragma temp_store=memory');
  return db;
}

function engine(typos: TypoTable, openDatabase: (path: string) => DatabaseSync): BenchEngine {
  return {
    async build(films, folder) {
      buildDatabase(join(folder, FILE), await newestFirst(films), typos);
    },
    open: (folder) => new SqliteSearch(openDatabase(join(folder, FILE)), typos),
  };
}

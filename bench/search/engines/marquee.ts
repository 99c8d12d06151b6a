import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IndexSnapshotBuilder } from '../../../server/src/adapters/driven/search-index/store/index-snapshot-builder.ts';
import { IndexedFilmSearch } from '../../../server/src/adapters/driven/search-index/indexed-film-search.ts';
import { readSynonymTables, SYNONYMS } from '../../../server/src/composition/synonym-tables.ts';
import type { BenchEngine } from './engine.ts';

const FILE = 'films.snapshot';
const SYNOPSES = 'films.synopses';

/** Marquee's own search, behind its port. It opens a published snapshot as a server instance does. */
export const marquee: BenchEngine = {
  async build(films, folder) {
    const { bytes, synopses } = await new IndexSnapshotBuilder([], () => readSynonymTables([SYNONYMS])).build(films);
    await writeFile(join(folder, FILE), bytes);
    await writeFile(join(folder, SYNOPSES), synopses);
  },
  async open(folder) {
    const [bytes, synopses] = await Promise.all([readFile(join(folder, FILE)), readFile(join(folder, SYNOPSES))]);
    return IndexedFilmSearch.fromSnapshot({ bytes, synopses });
  },
};

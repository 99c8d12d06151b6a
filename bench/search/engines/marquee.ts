import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IndexSnapshotBuilder } from '../../../server/src/adapters/driven/search-index/store/index-snapshot-builder.ts';
import { IndexedFilmSearch } from '../../../server/src/adapters/driven/search-index/indexed-film-search.ts';
import type { BenchEngine } from './engine.ts';

const FILE = 'films.snapshot';

/** Marquee's own search, behind its port. It opens a published snapshot as a server instance does. */
export const marquee: BenchEngine = {
  async build(films, folder) {
    const { bytes } = await new IndexSnapshotBuilder().build(films);
    await writeFile(join(folder, FILE), bytes);
  },
  async open(folder) {
    return IndexedFilmSearch.fromSnapshot(await readFile(join(folder, FILE)));
  },
};

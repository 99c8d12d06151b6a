import { join } from 'node:path';
import { ScanningFilmSearch } from '../../../src/adapters/out/memory/scanning-film-search.ts';
import { readFilmsFile, writeFilmsFile } from '../../films/films-file.ts';
import type { BenchEngine } from './engine.ts';

const FILE = 'films.jsonl';

/** Marquee's own search, behind its port. */
export const marquee: BenchEngine = {
  async build(films, folder) {
    await writeFilmsFile(join(folder, FILE), films);
  },
  async open(folder) {
    const search = new ScanningFilmSearch();
    await search.load(readFilmsFile(join(folder, FILE)));
    return search;
  },
};

import { IndexedFilmSearch } from '../../../server/src/adapters/driven/search-index/indexed-film-search.ts';
import { IndexSnapshotBuilder } from '../../../server/src/adapters/driven/search-index/store/index-snapshot-builder.ts';
import { readSynonymTables, SYNONYMS } from '../../../server/src/composition/synonym-tables.ts';
import { batchesOf } from '../../films/films-file.ts';
import { EMPTY_QUERY } from '../../search/workload/bench-case.ts';
import type { RelevanceEngine } from './engine.ts';

export const marquee: RelevanceEngine = {
  settings: 'has none',
  async open(films) {
    const search = IndexedFilmSearch.fromSnapshot(
      await new IndexSnapshotBuilder([], () => readSynonymTables([SYNONYMS])).build(batchesOf(films)),
    );
    return async (q, limit) => (await search.search({ ...EMPTY_QUERY, q, limit })).items.map(({ id }) => id);
  },
};

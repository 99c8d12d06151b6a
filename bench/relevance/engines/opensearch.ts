import { OpenSearchFeed } from '../../../server/src/adapters/driven/opensearch/opensearch-feed.ts';
import { OpenSearchFilmSearch } from '../../../server/src/adapters/driven/opensearch/opensearch-film-search.ts';
import { SearchNode } from '../../../server/src/adapters/driven/opensearch/search-node.ts';
import { SystemClock } from '../../../server/src/adapters/driven/system/system-clock.ts';
import { readSynonymTables, SYNONYMS } from '../../../server/src/composition/synonym-tables.ts';
import { loadFilms } from '../../../server/testing/opensearch/load-films.ts';
import { startOpenSearch, whyNoOpenSearch } from '../../../server/testing/opensearch/start-node.ts';
import { batchesOf } from '../../films/films-file.ts';
import { EMPTY_QUERY } from '../../search/workload/bench-case.ts';
import type { RelevanceEngine } from './engine.ts';

const TABLE = 'bench-films';

/** The same texts and rules, but OpenSearch finds the films. */
export const opensearch: RelevanceEngine = {
  settings: "Marquee's adapter for OpenSearch 2.19, one node with one shard on this machine",
  async open(films) {
    const missing = whyNoOpenSearch();
    if (missing !== undefined) throw new Error(missing);
    const { endpoint } = await startOpenSearch();
    const node = new SearchNode({ node: endpoint, requestTimeout: 120_000 });
    await loadFilms(new OpenSearchFeed({ node, filmsTable: TABLE, clock: new SystemClock() }), batchesOf(films));
    const search = new OpenSearchFilmSearch(node, TABLE, [], await readSynonymTables([SYNONYMS]));
    return async (q, limit) => (await search.search({ ...EMPTY_QUERY, q, limit })).items.map(({ id }) => id);
  },
};

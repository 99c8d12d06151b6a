import { connectionTo, type Credentials } from '../adapters/driven/opensearch/connection.ts';
import { OpenSearchFeed } from '../adapters/driven/opensearch/opensearch-feed.ts';
import { OpenSearchFilmSearch } from '../adapters/driven/opensearch/opensearch-film-search.ts';
import { SearchNode } from '../adapters/driven/opensearch/search-node.ts';
import { RebuildIndex, type RebuildIndexPorts } from '../application/search/rebuild-index.ts';
import { WatchSharedIndex } from '../application/search/watch-shared-index.ts';
import type { DeclaredAttributes } from '../domain/declared-attributes.ts';
import type { Clock } from '../ports/clock.ts';
import type { Observer } from '../ports/observer.ts';
import type { Search } from './factories/search.ts';
import { readSynonymTables } from './synonym-tables.ts';

export type { Credentials };

/** A search engine outside of the process. */
export type SearchEngine = Pick<Search, 'index' | 'feed' | 'current' | 'format'> & {
  /** What keeps the index current. One process of an installation does that. */
  readonly rebuild: (ports: Omit<RebuildIndexPorts, 'index'>) => RebuildIndex;
  readonly close: () => Promise<void>;
};

export type OpenSearchOptions = {
  readonly endpoint: string;
  /** Environments with different tables may share a domain, so the index is named after the table. */
  readonly filmsTable: string;
  readonly declared: DeclaredAttributes;
  /** Paths of the tables of synonyms; later tables take precedence over earlier ones. */
  readonly synonymTables: readonly string[];
  /** Called if requests must be signed. */
  readonly credentials: () => Promise<Credentials>;
  readonly clock: Clock;
  readonly observer: Observer;
};

/**
 * Opens the search in OpenSearch. The build makes a file of its own of this module and of everything that only it needs, so
 * that the functions do not grow; see search-engine.ts.
 */
export async function openOpenSearch(options: OpenSearchOptions): Promise<SearchEngine> {
  const { endpoint, filmsTable, declared, synonymTables, credentials, clock, observer } = options;
  const synonyms = await readSynonymTables(synonymTables);
  const connection = connectionTo(endpoint, credentials);
  const searching = new SearchNode(connection);
  // A breaker of its own: edits that are late must not stop searches.
  const feeding = new SearchNode(connection);
  const onLate = (films: number, error: unknown) => {
    observer.observe({ type: 'search-edits-late', films, error });
  };
  const feed = new OpenSearchFeed({ node: feeding, filmsTable, declared, clock, onLate });
  const index = new OpenSearchFilmSearch(searching, filmsTable, declared, synonyms);
  return {
    index,
    feed,
    current: new WatchSharedIndex(index, clock),
    format: feed.format,
    rebuild: (ports) => new RebuildIndex({ ...ports, index: feed }),
    close: async () => {
      await Promise.all([searching.close(), feeding.close()]);
    },
  };
}

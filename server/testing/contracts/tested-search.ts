import type { FilmSearch } from '../../src/ports/film-search.ts';
import type { SnapshotFeed } from '../../src/ports/search-feed.ts';

/** A search engine with its feed. In the contract, searches find a change as soon as `apply` resolves. */
export type TestedSearch = FilmSearch & Pick<SnapshotFeed, 'apply' | 'load'>;

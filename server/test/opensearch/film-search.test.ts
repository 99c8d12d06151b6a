import { afterAll, afterEach, describe, test } from '@jest/globals';
import fc from 'fast-check';
import { OpenSearchFeed } from '../../src/adapters/driven/opensearch/opensearch-feed.ts';
import { OpenSearchFilmSearch } from '../../src/adapters/driven/opensearch/opensearch-film-search.ts';
import type { SearchNode } from '../../src/adapters/driven/opensearch/search-node.ts';
import { SystemClock } from '../../src/adapters/driven/system/system-clock.ts';
import type { DeclaredAttributes } from '../../src/domain/declared-attributes.ts';
import type { FilmChange } from '../../src/domain/film.ts';
import { filmSearchContract } from '../../testing/contracts/film-search.contract.ts';
import type { TestedSearch } from '../../testing/contracts/tested-search.ts';
import { loadFilms } from '../../testing/opensearch/load-films.ts';
import { NOT_PROMISED } from '../../testing/opensearch/not-promised.ts';
import { useOpenSearch } from '../../testing/opensearch/use-opensearch.ts';

/** Each example of a property loads an index, which takes 0.1 s. */
const SHARE_OF_RUNS = 0.1;

const { node, stop, notice } = await useOpenSearch();
afterAll(stop);

const PREFIX = `contract-${String(process.pid)}`;
let made = 0;

/** Searches find a change as soon as `apply` resolves, because the index is refreshed. */
function makeSearchOn(engine: SearchNode, declared: DeclaredAttributes = []): TestedSearch {
  made += 1;
  const filmsTable = `${PREFIX}-${String(made)}`;
  const feed = new OpenSearchFeed({ node: engine, filmsTable, declared, clock: new SystemClock() });
  const search = new OpenSearchFilmSearch(engine, filmsTable, declared);
  let applied: FilmChange[] = [];
  return {
    search: (query) => search.search(query),
    suggest: (typed, limit) => search.suggest(typed, limit),
    similar: (id, limit) => search.similar(id, limit),
    findPerson: (name) => search.findPerson(name),
    ids: (from, limit) => search.ids(from, limit),
    size: () => search.size(),
    load: async (films) => {
      applied = [];
      await loadFilms(feed, films, () => applied);
    },
    apply: async (changes) => {
      applied.push(...changes);
      if ((await feed.searched()) === undefined) return;
      await feed.replay(changes);
      await engine.admin('POST', `/${filmsTable}-*/_refresh`);
    },
  };
}

describe('OpenSearchFilmSearch', () => {
  if (node) {
    // Making a failure smaller would load hundreds of indices.
    fc.configureGlobal({ endOnFailure: true });
    afterEach(() => node.admin('DELETE', `/${PREFIX}-*`));
    filmSearchContract((declared) => makeSearchOn(node, declared), NOT_PROMISED, SHARE_OF_RUNS);
  } else {
    test.skip(`the contract of FilmSearch${notice ?? ''}`, () => undefined);
  }
});

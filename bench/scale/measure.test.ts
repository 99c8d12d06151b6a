import { expect, test } from '@jest/globals';
import { recordOf } from '../../server/src/adapters/driven/search-index/columns/fields.ts';
import { IndexedFilmSearch } from '../../server/src/adapters/driven/search-index/indexed-film-search.ts';
import { buildSnapshot } from '../../server/src/adapters/driven/search-index/store/build-snapshot.ts';
import type { SearchFeed } from '../../server/src/ports/search-feed.ts';
import { syntheticFilms } from '../films/synthetic-films.ts';
import { EMPTY_QUERY, WORKLOAD_CLASSES } from '../search/workload/bench-case.ts';
import { measureEdits, measureQueries } from './measure.ts';
import type { ScaleQueries } from './protocol.ts';

const films = syntheticFilms(300, 1);
const files = buildSnapshot(films);
const open = () => IndexedFilmSearch.fromSnapshot(files);
const titles = recordOf(WORKLOAD_CLASSES, (kind) =>
  kind === 'f' ? [] : [{ query: { ...EMPTY_QUERY, q: kind }, truth: {} }],
);
const queries: ScaleQueries = { titles, plots: ['a man and a girl', 'the night'], names: [], edited: films };

test('times every query of every class that has some', async () => {
  const classes = await measureQueries(open(), queries, 1_000);
  expect(Object.keys(classes)).toEqual([...WORKLOAD_CLASSES.filter((kind) => kind !== 'f'), 'plots']);
  expect(classes['plots']?.samples).toBe(2);
});

test('finds every edit of an engine that shows them, and counts those of an engine that loses some', async () => {
  const whole = open();
  const edits = await measureEdits(whole, whole, queries, 0.2);
  expect(edits.edits).toBeGreaterThan(0);
  expect(edits).toMatchObject({ lost: 0, found: { samples: edits.edits } });
  const search = open();
  let edited = 0;
  const forgetful: Pick<SearchFeed, 'apply'> = {
    apply: (changes) => ((edited += 1) > 1 ? Promise.resolve() : search.apply(changes)),
  };
  const { lost, found } = await measureEdits(search, forgetful, queries, 0.2, 0);
  expect({ lost, found: found.samples }).toEqual({ lost: edited - 1, found: 1 });
});

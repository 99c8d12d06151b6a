import { describe, expect, test } from '@jest/globals';
import { IndexSnapshotBuilder } from '../adapters/driven/search-index/store/index-snapshot-builder.ts';
import { ThreadedSnapshotBuilder } from '../adapters/local/threads/threaded-snapshot-builder.ts';
import { readDeclarations } from '../domain/declared-attributes.ts';
import type { Film } from '../domain/film.ts';
import { threadedBuilder } from './snapshot-thread.ts';
import { readSynonymTables, SYNONYMS } from './synonym-tables.ts';

const FILMS: readonly Film[] = Array.from({ length: 25 }, (_, i) => ({
  id: `film-${String(i)}`,
  version: 1,
  attributes: { title: `Film ${String(i)}`, year: 1990, extract: 'A shark attacks a town.', rating: i / 10 },
}));

async function* batches(size: number): AsyncGenerator<readonly Film[]> {
  for (let i = 0; i < FILMS.length; i += size) yield await Promise.resolve(FILMS.slice(i, i + size));
}

const declared = readDeclarations([{ name: 'rating', type: 'number', filter: true }]);

test('a thread builds the same snapshot as this one, while this one goes on', async () => {
  const here = await new IndexSnapshotBuilder(declared, () => readSynonymTables([SYNONYMS])).build(batches(10));
  const threaded = threadedBuilder({ declared, synonymTables: [SYNONYMS] });
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 0);
  const there = await threaded.build(batches(10));
  clearInterval(counting);
  expect(there.films).toBe(25);
  expect(Buffer.compare(there.bytes, here.bytes)).toBe(0);
  expect(Buffer.compare(there.synopses, here.synopses)).toBe(0);
  expect(turns).toBeGreaterThan(0);
});

test('a catalogue without films has a snapshot too', async () => {
  const none = (async function* (): AsyncGenerator<readonly Film[]> {
    yield await Promise.resolve([]);
  })();
  expect((await threadedBuilder({ declared: [], synonymTables: [] }).build(none)).films).toBe(0);
});

describe('a build fails', () => {
  test('if the table of synonyms cannot be read', async () => {
    const threaded = threadedBuilder({ declared, synonymTables: ['nowhere.tsv'] });
    await expect(threaded.build(batches(10))).rejects.toThrow('The synonyms in nowhere.tsv cannot be read');
  });

  test('if the films cannot be read', async () => {
    const threaded = threadedBuilder({ declared, synonymTables: [SYNONYMS] });
    const failing = (async function* () {
      yield* batches(10);
      throw new Error('no store');
    })();
    await expect(threaded.build(failing)).rejects.toThrow('no store');
  });

  test('if the thread ends', async () => {
    const entry = new URL(`data:text/javascript,${encodeURIComponent('process.exit(3)')}`);
    const threaded = new ThreadedSnapshotBuilder('format', entry, undefined);
    await expect(threaded.build(batches(10))).rejects.toThrow('has ended with code 3');
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { IndexSnapshotBuilder } from '../adapters/driven/search-index/store/index-snapshot-builder.ts';
import { ThreadedSnapshotBuilder } from '../adapters/driven/threads/threaded-snapshot-builder.ts';
import { readDeclarations } from '../domain/declared-attributes.ts';
import type { Film } from '../domain/film.ts';
import { threadedBuilder } from './snapshot-thread.ts';
import { readSynonymTables, SYNONYMS } from './synonym-tables.ts';

const FILMS: readonly Film[] = Array.from({ length: 25 }, (_, i) => ({
  id: `film-${String(i)}`,
  version: 1,
  attributes: { title: `Film ${String(i)}`, year: 1990, extract: 'A shark attacks a town.', rating: i / 10 },
}));

/** @param size 0 for no batch at all */
async function* batches(size: number): AsyncGenerator<readonly Film[]> {
  for (let i = 0; size > 0 && i < FILMS.length; i += size) yield await Promise.resolve(FILMS.slice(i, i + size));
}

const declared = readDeclarations([{ name: 'rating', type: 'number', filter: true }]);

test('a thread builds the same snapshot as the main thread', async () => {
  const here = await new IndexSnapshotBuilder(declared, () => readSynonymTables([SYNONYMS])).build(batches(10));
  const threaded = threadedBuilder({ declared, synonymTables: [SYNONYMS] });
  expect(threaded).toBeInstanceOf(ThreadedSnapshotBuilder);
  const there = await threaded.build(batches(10));
  expect(there.films).toBe(25);
  expect(Buffer.compare(there.bytes, here.bytes)).toBe(0);
  expect(Buffer.compare(there.synopses, here.synopses)).toBe(0);
});

test('a catalogue without films has a snapshot too', async () => {
  expect((await threadedBuilder({ declared: [], synonymTables: [] }).build(batches(0))).films).toBe(0);
});

test('the answer of a thread counts even if the thread ends at once', async () => {
  const code = `
    const { parentPort } = require('node:worker_threads');
    parentPort.once('message', () => {
      parentPort.postMessage({ built: { films: 7 } });
      process.exit(0);
    });`;
  const folder = await mkdtemp(join(tmpdir(), 'marquee-thread-'));
  await writeFile(join(folder, 'thread.cjs'), code);
  const threaded = new ThreadedSnapshotBuilder('format', pathToFileURL(join(folder, 'thread.cjs')), undefined);
  for (let i = 0; i < 10; i += 1) {
    const busy = (async function* () {
      yield* batches(0);
      // The answer and the end of the thread are seen in the same turn of the event loop.
      setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200));
    })();
    expect(await threaded.build(busy)).toEqual({ films: 7 });
  }
  await rm(folder, { recursive: true });
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

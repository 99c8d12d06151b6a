import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../../testing/builders/any-character.ts';
import { makeImportFilms } from '../../../testing/builders/import-films.ts';
import { makeMemoryStore, type FilmStore } from '../../../testing/stores/every-film-store.ts';
import { readRows } from '../../adapters/driving/import-file/read-rows.ts';
import type { JsonValue } from '../../domain/film.ts';
import { findUnstorable } from '../../domain/json-bounds.ts';
import type { StoredRecord } from '../../ports/film-import-store.ts';
import { ExportFilms } from './export-films.ts';
import type { ImportCounts } from './import-outcomes.ts';

async function exported({ imports }: Pick<FilmStore, 'imports'>, signal?: AbortSignal): Promise<string> {
  let text = '';
  for await (const lines of new ExportFilms(imports).execute(() => undefined, signal)) text += lines;
  return text;
}

async function importInto(store: FilmStore, text: string): Promise<{ counts: ImportCounts; reasons: string[] }> {
  const reasons: string[] = [];
  async function* bytes() {
    yield await Promise.resolve(new TextEncoder().encode(text));
  }
  const listener = {
    onRowLeftAside: (_row: number, _outcome: string, reason: string) => reasons.push(reason),
    onProgress: () => undefined,
  };
  const { counts } = await makeImportFilms(store).execute(readRows(bytes()), listener);
  return { counts: { ...counts }, reasons };
}

const anyText = fc.string({ unit: anyCharacter, maxLength: 8 });
const anyJson = fc
  .oneof(
    fc.jsonValue({ stringUnit: anyCharacter, maxDepth: 3 }),
    fc.constantFrom(null, -0, 1e-130, 0.1, 9007199254740991),
  )
  .map((value) => value as JsonValue)
  .filter((value) => findUnstorable({ value }) === undefined);
const anyName = anyText.filter((name) => name !== 'id' && findUnstorable({ [name]: 1 }) === undefined);
const anyTitle = fc.constantFrom('Jaws', '🎬', '<i>Jaws</i> ', 'Amélie\t', 'a “quoted” title');
const anyAttributes = fc
  .tuple(
    fc.dictionary(anyName, anyJson, { maxKeys: 4 }),
    fc.record(
      {
        title: anyTitle,
        year: fc.integer({ min: 1870, max: 2100 }),
        cast: fc.constantFrom([], ['and others', '[1]'], ['Ada  Nobody', 'Ada  Nobody']),
        extract: fc.constantFrom('', 'A film directed by Ada Zyxwvut.'),
        directors: fc.constantFrom<JsonValue>([], ['Ada Zyxwvut'], ['Mine'], 'unchecked', 7),
        plot: fc.constantFrom<JsonValue>('What happens.', { unchecked: true }),
        thumbnailWidth: fc.integer({ min: 1, max: 20_000 }),
      },
      { requiredKeys: ['title', 'year'] },
    ),
  )
  .map(([more, known]) => ({ ...more, ...known }));
const anyRecord = fc.record(
  {
    version: fc.integer({ min: 1, max: 1_000 }),
    attributes: anyAttributes,
    imported: fc.record({
      identity: fc.maxSafeInteger(),
      rowHashes: fc.array(fc.constantFrom('1f', '2g', '3h'), { minLength: 1, maxLength: 3 }),
      version: fc.integer({ min: 1, max: 1_000 }),
    }),
    derived: fc.dictionary(fc.constantFrom('directors', 'imdbRating', 'plot'), anyJson, { minKeys: 1 }),
  },
  { requiredKeys: ['version'] },
);
const anyCatalogue = fc.dictionary(fc.stringMatching(/^[a-z0-9-]{1,12}$/), anyRecord, { maxKeys: 12 });

/** A store with these films and deleted films. */
async function storeOf(records: Readonly<Record<string, object>>): Promise<FilmStore> {
  const store = await makeMemoryStore();
  for (const [id, record] of Object.entries(records)) {
    expect(await store.imports.restore(id, record as StoredRecord, 'bulk')).toBe(true);
  }
  return store;
}

describe('ExportFilms', () => {
  test('an import into an empty store makes the same catalogue, which is exported as the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(anyCatalogue, async (records) => {
        const store = await storeOf(records);
        const text = await exported(store);
        const copy = await makeMemoryStore();
        const { counts, reasons } = await importInto(copy, text);
        expect(reasons).toEqual([]);
        expect(counts).toMatchObject({ created: Object.keys(records).length });
        expect(await exported(copy)).toBe(text);
        const lines = text.split('\n').filter((line) => line !== '');
        const given = Object.entries(records).map(([id, record]) => JSON.stringify({ id, ...record }));
        const byId = (films: string[]) =>
          Object.fromEntries(films.map((film) => [(JSON.parse(film) as { id: string }).id, JSON.parse(film)]));
        expect(byId(lines)).toEqual(byId(given));
      }),
      { numRuns: 200 },
    );
  });

  test('has one line for each film, sorted by id, with deleted films and without what only the store needs', async () => {
    const store = await makeMemoryStore();
    await makeImportFilms(store).execute(
      (async function* () {
        yield await Promise.resolve([
          { number: 1, value: { title: 'Jaws', year: 1975, extract: 'Directed by Ada Zyxwvut.' } },
        ]);
      })(),
      { onRowLeftAside: () => undefined, onProgress: () => undefined },
    );
    await store.films.create('alien-1979', { year: 1979, title: 'Alien' });
    await store.films.create('gone-1999', { title: 'Gone', year: 1999 });
    await store.films.delete('gone-1999', 1);
    const lines = (await exported(store)).trimEnd().split('\n');
    expect(lines.slice(0, 2)).toEqual([
      '{"attributes":{"title":"Alien","year":1979},"id":"alien-1979","version":1}',
      '{"id":"gone-1999","version":2}',
    ]);
    expect(JSON.parse(lines[2] ?? '')).toEqual({
      id: 'jaws-1975',
      version: 1,
      attributes: expect.objectContaining({ directors: ['Ada Zyxwvut'] }) as unknown,
      derived: { directors: ['Ada Zyxwvut'] },
      imported: { identity: expect.any(Number) as unknown, rowHashes: [expect.any(String)], version: 1 },
    });
  });

  test('a later import of the original file into the copy changes nothing, as in the original', async () => {
    const rows =
      '{"title":"<i>Jaws</i>","year":1975,"cast":["Roy Scheider"]}\n{"title":"Alien","year":1979}\n{"title":"Gone","year":1999}\n';
    const store = await makeMemoryStore();
    expect((await importInto(store, rows)).counts).toMatchObject({ created: 3 });
    await store.films.replace('alien-1979', { title: 'Alien', year: 1979, mine: true }, 1);
    await store.films.delete('gone-1999', 1);
    const copy = await makeMemoryStore();
    const text = await exported(store);
    await importInto(copy, text);
    expect((await importInto(copy, rows)).counts).toMatchObject({ unchanged: 3, created: 0, updated: 0 });
    expect(await exported(copy)).toBe(text);
  });

  test('an import of an export changes no film that is stored already, and completes what an earlier one began', async () => {
    const store = await storeOf({
      a: { version: 3, attributes: { title: 'A', year: 2001 } },
      b: { version: 2, attributes: { title: 'B', year: 2001 } },
      c: { version: 1, attributes: { title: 'C', year: 2001 } },
    });
    const copy = await storeOf({
      a: { version: 3, attributes: { title: 'A', year: 2001 } },
      b: { version: 2, attributes: { title: 'Mine', year: 2001 } },
    });
    const { counts, reasons } = await importInto(copy, await exported(store));
    expect(counts).toMatchObject({ created: 1, unchanged: 1, kept: 1 });
    expect(reasons).toEqual([
      'the film "b" is stored already with other content; an export never replaces a stored film',
    ]);
    expect((await copy.films.get('b'))?.attributes.title).toBe('Mine');
  });

  test('search finds the films of a small export through the list of changes, and those of a large one in a snapshot', async () => {
    const films = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [
          `film-${String(i)}`,
          { version: 2, attributes: { title: 'T', year: 2001 } },
        ]),
      );
    const small = await makeMemoryStore();
    await importInto(small, await exported(await storeOf(films(3))));
    expect(await small.films.changesSince(0)).toHaveLength(3);
    const large = await makeMemoryStore();
    await importInto(large, await exported(await storeOf(films(501))));
    expect((await large.pointer.read()).snapshot).toBeDefined();
  });

  test.each([
    [{ id: 'a b', version: 1 }, '/id must be 1 to 128'],
    [{ id: 'a', version: 0 }, '/version'],
    [{ id: 'a', version: 2 ** 53 }, '/version'],
    [{ id: 'a', version: 1, attributes: { title: 'A' } }, '/attributes/year'],
    [{ id: 'a', version: 1, attributes: { title: 'A', year: 2001, x: '\u0000' } }, '/x contains a control character'],
    [{ id: 'a', version: 1, fromALaterMarquee: true }, 'fromALaterMarquee'],
    [{ id: 'a', version: 1, title: 'A', year: 2001 }, '/id is not an attribute'],
  ])('the line %j is bad, and the reason says why', async (line, reason) => {
    const { counts, reasons } = await importInto(await makeMemoryStore(), JSON.stringify(line));
    expect(counts).toMatchObject({ rows: 1, bad: 1 });
    expect(reasons[0]).toContain(reason);
  });

  test('of very many hashes of rows, 500 are stored', async () => {
    const imported = { identity: 1, version: 1, rowHashes: Array.from({ length: 501 }, (_, i) => i.toString(36)) };
    const store = await makeMemoryStore();
    await importInto(store, JSON.stringify({ id: 'a', version: 1, attributes: { title: 'A', year: 2001 }, imported }));
    const { imported: stored } = JSON.parse(await exported(store)) as { imported: { rowHashes: string[] } };
    expect(stored.rowHashes).toEqual(imported.rowHashes.slice(0, 500));
  });

  test('a version above a million million is lowered, and the film can be changed, exported and restored', async () => {
    const version = Number.MAX_SAFE_INTEGER;
    const imported = { identity: 1, rowHashes: [], version: version - 1 };
    const line = JSON.stringify({ id: 'a', version, attributes: { title: 'A', year: 2001 }, imported });
    const store = await makeMemoryStore();
    expect((await importInto(store, line)).counts).toMatchObject({ created: 1, bad: 0 });
    expect(await exported(store)).toContain('"version":999999999999},"version":1000000000000}');
    await store.films.replace('a', { title: 'B', year: 2001 }, 1_000_000_000_000);
    const copy = await makeMemoryStore();
    expect((await importInto(copy, await exported(store))).counts).toMatchObject({ created: 1, bad: 0 });
    expect(await copy.films.get('a')).toMatchObject({ version: 1_000_000_000_000, attributes: { title: 'B' } });
  });

  test.each<[string, object]>([
    ['/attributes', { attributes: { title: 'A', year: 2001, x: Array(34_000).fill([]) } }],
    ['/derived', { derived: { x: Array(34_000).fill([]) } }],
    ['/attributes has more than 10000 values', { attributes: { title: 'A', year: 2001, x: Array(10_001).fill(0) } }],
    ['/imported/rowHashes/0', { imported: { identity: 1, version: 1, rowHashes: ['\u0101'] } }],
  ])('a line is bad if this is too large, and the import goes on: %s', async (pointer, part) => {
    const lines = [
      { id: 'a', version: 1, ...part },
      { id: 'b', version: 1 },
    ].map((line) => JSON.stringify(line));
    const { counts, reasons } = await importInto(await makeMemoryStore(), lines.join('\n'));
    expect(counts).toMatchObject({ rows: 2, bad: 1, created: 1 });
    expect(reasons).toEqual([expect.stringContaining(pointer)]);
  });

  test('an id that a file has twice is stored once, and its other lines count as unchanged or kept', async () => {
    const [first, other] = ['A', 'B'].map((title) =>
      JSON.stringify({ id: 'a', version: 1, attributes: { title, year: 2001 } }),
    );
    const rows = [first, first, other].map((line, i) => ({ number: i + 1, value: JSON.parse(line ?? '') as unknown }));
    const reasons: string[] = [];
    const { counts, findable } = await makeImportFilms(await makeMemoryStore()).execute(
      (async function* () {
        yield await Promise.resolve(rows);
      })(),
      { onRowLeftAside: (_row, _outcome, reason) => reasons.push(reason), onProgress: () => undefined },
    );
    expect(counts).toMatchObject({ rows: 3, created: 1, unchanged: 1, kept: 1 });
    expect(reasons).toEqual([
      'the film "a" is stored already with other content; an export never replaces a stored film',
    ]);
    expect(findable).toEqual({ by: 'changes', films: 1 });
  });

  test('stops when it is interrupted', async () => {
    const store = await storeOf({ a: { version: 1 } });
    await expect(exported(store, AbortSignal.abort(new Error('interrupted')))).rejects.toThrow('interrupted');
  });

  test('fails when the store fails, and leaves no rejection unhandled', async () => {
    const ids = Array.from({ length: 1_000 }, (_, i) => `film-${String(i)}`);
    const imports = {
      async *ids() {
        yield await Promise.resolve(ids);
      },
      read: () => Promise.reject(new Error('the store is down')),
    };
    const reading = async () => {
      for await (const lines of new ExportFilms(imports).execute(() => undefined)) expect(lines).toBe('');
    };
    await expect(reading()).rejects.toThrow('the store is down');
  });
});

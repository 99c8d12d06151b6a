import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, chmod, mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ClassicLevel } from 'classic-level';
import type { MarqueeEvent } from '../../../ports/observer.ts';
import { createDocumentClient, createDynamoClient, withoutRetries } from '../../driven/dynamodb/client.ts';
import { createMissingTable } from './create-missing-table.ts';
import { openEmbeddedStore, type EmbeddedStore } from './embedded-store.ts';
import { DynamoFilmRepository } from '../../driven/dynamodb/film-repository.ts';
import { FILMS_TABLE } from '../../driven/dynamodb/tables.ts';

let dataDir: string;
let level: string;
let events: MarqueeEvent[];
let opened: EmbeddedStore[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'marquee-data-'));
  level = join(dataDir, 'dynamodb');
  events = [];
  opened = [];
});

afterEach(async () => {
  await close();
  await rm(dataDir, { recursive: true });
});

async function openFilms(): Promise<DynamoFilmRepository> {
  const store = await openEmbeddedStore({
    dataDir,
    filmsTable: 'films',
    observer: { observe: (event) => events.push(event) },
  });
  opened.push(store);
  const client = withoutRetries(createDynamoClient(store.endpoint));
  await createMissingTable(client, 'films', FILMS_TABLE);
  let now = 1_000;
  return new DynamoFilmRepository(
    createDocumentClient(client),
    'films',
    { nowMs: () => (now += 1) } as never,
    randomUUID,
  );
}

/**
 * Closes all open stores. This is needed before a folder is opened again: otherwise the test would get the store that
 * is already open.
 */
async function close(): Promise<void> {
  for (const store of opened.splice(0)) await store.close();
}

/** Fills a folder with this many films of half a kilobyte each, and closes the store. */
async function fill(count: number): Promise<void> {
  const films = await openFilms();
  const extract = 'x'.repeat(500);
  for (let i = 0; i < count; i += 1)
    await films.create(`film-${String(i)}`, { title: `Film ${String(i)}`, year: 1990, extract });
  await close();
}

/** Moves LevelDB's log into a table file, so that a test can damage that file. */
async function compact(): Promise<void> {
  const db = new ClassicLevel(level);
  await db.compactRange('', '~~');
  await db.close();
}

async function fileOf(pattern: RegExp): Promise<string> {
  const name = (await readdir(level))
    .filter((each) => pattern.test(each))
    .sort()
    .at(-1);
  if (name === undefined) throw new Error(`There is no file ${String(pattern)}`);
  return join(level, name);
}

async function overwrite(file: string, position: number, bytes: number): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc(bytes, 0xa5), 0, bytes, position);
  await handle.close();
}

test('repairs indexes that an earlier version left inconsistent, once and before any read', async () => {
  const films = await openFilms();
  for (const id of ['missing', 'differing', 'right']) await films.create(id, { title: id, year: 2000 });
  const changes = await films.changesSince(0);
  await close();
  const db = new ClassicLevel<string, { id: { S: string } }>(level, { valueEncoding: 'json' });
  const entries = await db.iterator({ gte: 'index-global~films~', lt: 'index-global~films~~' }).all();
  for (const [key, entry] of entries) {
    if (entry.id.S === 'missing') await db.del(key);
    if (entry.id.S === 'differing') await db.put(key, { ...entry, version: { N: '7' } } as never);
    if (entry.id.S === 'right') await db.put(`${key}0`, { ...entry, id: { S: 'ghost' } });
  }
  await db.close();
  await rm(join(dataDir, 'dynamodb-films.json'));
  expect(await (await openFilms()).changesSince(0)).toEqual(changes);
  expect(events).toEqual([{ type: 'store-indexes-repaired', entries: 3 }]);
});

test('keeps running when a client disconnects in the middle of a request', async () => {
  await openFilms();
  const socket = connect(Number(new URL(opened.at(-1)?.endpoint ?? '').port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write('POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 100\r\n\r\nhalf of it');
  // This answer comes on another connection. By then half of the first request has arrived.
  expect(await (await openFilms()).get('none')).toBeUndefined();
  socket.destroy();
  await once(socket, 'close');
  expect(await (await openFilms()).get('none')).toBeUndefined();
});

describe('the report of lost films', () => {
  test('is absent when no film is lost, even when films were deleted', async () => {
    await fill(5);
    const films = await openFilms();
    await films.delete('film-1', 'any');
    await close();
    await openFilms();
    expect(opened.at(-1)?.loss).toBeUndefined();
    expect(events).toEqual([]);
  });

  test('names the number of films when the file with the newest films is gone', async () => {
    await fill(5);
    await compact();
    const films = await openFilms();
    await films.create('newest', { title: 'Newest', year: 2000 });
    await close();
    await rm(await fileOf(/\.log$/));
    await openFilms();
    expect(opened.at(-1)?.loss).toMatch(
      /^1 of 6 films are missing from the data folder\. Import .*backup.*Or delete .*dynamodb-films\.json/,
    );
    expect(events).toEqual([{ type: 'films-lost', loss: opened.at(-1)?.loss }]);
    await close();
    await openFilms();
    expect(opened.at(-1)?.loss).toMatch(/^1 of 6/);
  });

  test('names the number of films when all of them are gone', async () => {
    await fill(5);
    await rm(level, { recursive: true });
    await openFilms();
    expect(opened.at(-1)?.loss).toMatch(/^5 of 5 films are missing/);
  });

  test('names the damaged bytes when LevelDB skips damaged records', async () => {
    await fill(200);
    await overwrite(await fileOf(/\.log$/), 60_000, 100);
    await openFilms();
    expect(opened.at(-1)?.loss).toMatch(
      /films are missing from the data folder: [\d,]+ bytes of the newest writes were damaged/,
    );
  });
});

describe('refuses a damaged data folder with the reason and the remedy', () => {
  const damaged =
    /^The data folder .*\(MARQUEE_DATA_DIR\) cannot be used: .*\. It is damaged\. .*backup.*import the films again/;

  test('when CURRENT is missing; LevelDB would treat such a folder as new and delete the data', async () => {
    await fill(5);
    const files = await readdir(level);
    await rm(join(level, 'CURRENT'));
    await expect(openFilms()).rejects.toThrow(damaged);
    expect(await readdir(level)).toEqual(files.filter((name) => name !== 'CURRENT'));
  });

  test.each([
    ['a table is missing', () => fileOf(/\.ldb$/).then((file) => rm(file))],
    ['the manifest is missing', () => fileOf(/^MANIFEST-/).then((file) => rm(file))],
    ['the manifest is damaged', () => fileOf(/^MANIFEST-/).then((file) => overwrite(file, 0, 40))],
    ['CURRENT is damaged', () => writeFile(join(level, 'CURRENT'), 'nonsense')],
    ['the beginning of a table is damaged', () => fileOf(/\.ldb$/).then((file) => overwrite(file, 0, 3_000))],
    [
      'a table has lost its end',
      () => fileOf(/\.ldb$/).then((file) => readFile(file).then((bytes) => writeFile(file, bytes.subarray(0, 1_000)))),
    ],
  ])('%s', async (_what, damage) => {
    await fill(100);
    await compact();
    await damage();
    await expect(openFilms()).rejects.toThrow(damaged);
  });

  test('when a file is where a folder should be', async () => {
    await writeFile(level, '');
    await expect(openFilms()).rejects.toThrow(/cannot be used: .*\. A file is where a folder should be: move it away/);
  });

  // The superuser may write anywhere.
  const unlessRoot = process.getuid?.() === 0 ? test.skip : test;
  unlessRoot('when the user may not write to it', async () => {
    await mkdir(level);
    await chmod(level, 0o500);
    await expect(openFilms()).rejects.toThrow(/cannot be used: .*\. Let this user read and write the folder/);
    await chmod(level, 0o700);
  });

  test('but opens a folder in which only the count of films is unreadable, and reports no loss', async () => {
    await fill(2);
    await appendFile(join(dataDir, 'dynamodb-films.json'), 'garbage');
    await openFilms();
    expect(opened.at(-1)?.loss).toBeUndefined();
  });
});

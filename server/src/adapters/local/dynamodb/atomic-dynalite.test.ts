import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { GetCommand, ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ClassicLevel } from 'classic-level';
import { openAtomicDynalite, type AtomicDynalite } from './atomic-dynalite.ts';
import { createDocumentClient, createDynamoClient, withoutRetries } from '../../driven/dynamodb/client.ts';
import { createMissingTable } from './create-missing-table.ts';
import { DynamoFilmRepository } from '../../driven/dynamodb/film-repository.ts';
import { FILMS_TABLE } from '../../driven/dynamodb/tables.ts';

type Level = { _batch: (operations: { type: string; key: string }[], options: object) => Promise<void> };
const level = ClassicLevel.prototype as unknown as Level;

const FILM = { title: 'Alien', year: 1979 };

let folder: string;
let store: AtomicDynalite;
let events: string[];
let documents: DynamoDBDocumentClient;
let films: DynamoFilmRepository;
let readItem: (id: string) => Promise<unknown>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-atomic-'));
  events = [];
  store = await openAtomicDynalite(folder, {
    onItemCreated: (key) => events.push(`created ${key}`),
    onWritesFailed: () => events.push('failed'),
    onWritesRecovered: () => events.push('recovered'),
  });
  store.server.listen(0, '127.0.0.1');
  await once(store.server, 'listening');
  const client = withoutRetries(
    createDynamoClient(`http://127.0.0.1:${String((store.server.address() as AddressInfo).port)}`),
  );
  await createMissingTable(client, 'films', FILMS_TABLE);
  documents = createDocumentClient(client);
  films = new DynamoFilmRepository(documents, 'films', { nowMs: () => 1_000 } as never, randomUUID);
  readItem = async (id) =>
    (await documents.send(new GetCommand({ TableName: 'films', Key: { id }, ConsistentRead: true }))).Item;
  events = [];
});

afterEach(async () => {
  jest.restoreAllMocks();
  store.server.closeAllConnections();
  await new Promise((resolve) => store.server.close(resolve));
  await rm(folder, { recursive: true });
});

test('writes an item and its index entries in one LevelDB batch, and makes no write outside a batch', async () => {
  const put = jest.spyOn(ClassicLevel.prototype as unknown as { _put: () => void }, '_put');
  const del = jest.spyOn(ClassicLevel.prototype as unknown as { _del: () => void }, '_del');
  const batch = jest.spyOn(level, '_batch');
  await films.create('alien', FILM);
  await films.replace('alien', { ...FILM, year: 1980 }, 1);
  await films.delete('alien', 2);
  const kinds = batch.mock.calls.map(([operations]) =>
    operations.map(({ type, key }) => `${type} ${key.slice(0, key.indexOf('~'))}`),
  );
  expect(kinds).toEqual(Array(3).fill(['put index-global', 'put item-films']));
  expect([put, del].flatMap(({ mock }) => mock.calls)).toEqual([]);
});

test('runs concurrent writes one after the other', async () => {
  let running = 0;
  let most = 0;
  const batch = level._batch;
  jest.spyOn(level, '_batch').mockImplementation(async function (this: Level, ...args) {
    running += 1;
    most = Math.max(most, running);
    await batch.apply(this, args);
    running -= 1;
  });
  await Promise.all(Array.from({ length: 40 }, (_, i) => films.create(`film-${String(i)}`, FILM)));
  expect(most).toBe(1);
  expect(await films.changesSince(0)).toHaveLength(40);
  expect(events).toHaveLength(40);
});

test('answers a write that fails in LevelDB with 500 and changes nothing; the next write reopens LevelDB and succeeds', async () => {
  await films.create('alien', FILM);
  const before = await readItem('alien');
  jest
    .spyOn(level, '_batch')
    .mockRejectedValueOnce(Object.assign(new Error('No space left'), { code: 'LEVEL_IO_ERROR' }));
  await expect(films.replace('alien', { ...FILM, year: 1980 }, 1)).rejects.toMatchObject({
    code: 'store-unavailable',
    cause: { name: 'InternalServerError', message: 'No space left' },
  });
  expect(await readItem('alien')).toEqual(before);
  expect(await films.changesSince(0)).toMatchObject([{ version: 1, attributes: FILM }]);
  const open = jest.spyOn(ClassicLevel.prototype as unknown as { _open: () => Promise<void> }, '_open');
  expect(await films.replace('alien', { ...FILM, year: 1980 }, 1)).toMatchObject({ version: 2 });
  expect(open).toHaveBeenCalledTimes(1);
  expect(events.slice(1)).toEqual(['failed', 'recovered']);
});

test('answers a read that fails in LevelDB with 500, and keeps running', async () => {
  await films.create('alien', FILM);
  const failure = Object.assign(new Error('block checksum mismatch'), { code: 'LEVEL_CORRUPTION' });
  jest
    .spyOn(ClassicLevel.prototype as unknown as { _get: () => Promise<unknown> }, '_get')
    .mockRejectedValueOnce(failure)
    .mockRejectedValueOnce(failure);
  await expect(films.get('alien')).rejects.toMatchObject({ code: 'store-unavailable' });
  jest.restoreAllMocks();
  expect(await films.get('alien')).toMatchObject({ attributes: FILM });
});

test('closes the iterator of every query and scan, also of one that stops before the end', async () => {
  await films.create('alien', FILM);
  await films.create('brazil', FILM);
  const { db } = store;
  const opened: object[] = [];
  const closed = new Set<object>();
  const attach = db.attachResource.bind(db);
  jest.spyOn(db, 'attachResource').mockImplementation((iterator) => {
    attach(iterator);
    opened.push(iterator);
    const close = iterator.close.bind(iterator);
    iterator.close = () => {
      closed.add(iterator);
      return close();
    };
  });
  expect(await films.changesSince(0)).toHaveLength(2);
  expect((await documents.send(new ScanCommand({ TableName: 'films', Limit: 1 }))).Items).toHaveLength(1);
  expect(opened.length).toBeGreaterThanOrEqual(2);
  expect(opened.filter((iterator) => !closed.has(iterator))).toHaveLength(0);
});

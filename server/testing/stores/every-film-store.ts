import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe } from '@jest/globals';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoCataloguePointer } from '../../src/adapters/driven/dynamodb/catalogue-pointer.ts';
import { createDocumentClient, createDynamoClient } from '../../src/adapters/driven/dynamodb/client.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import { DynamoFilmImportStore } from '../../src/adapters/driven/dynamodb/film-import-store.ts';
import { DynamoFilmRepository } from '../../src/adapters/driven/dynamodb/film-repository.ts';
import { SignedCatalogue } from '../../src/adapters/driven/dynamodb/signed-catalogue.ts';
import { snapshotFormat } from '../../src/adapters/driven/search-index/structures/snapshot-format.ts';
import { FILMS_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { emptyCatalogueRecord, MemoryCataloguePointer } from '../memory/catalogue-pointer.ts';
import { MemoryFilmImportStore } from '../memory/film-import-store.ts';
import type { MemoryFilmTable } from '../memory/film-table.ts';
import { MemoryFilmRepository } from '../memory/film-repository.ts';
import type { CataloguePointer } from '../../src/ports/catalogue-pointer.ts';
import type { FilmImportStore } from '../../src/ports/film-import-store.ts';
import type { FilmRepository } from '../../src/ports/film-repository.ts';
import { FakeClock } from '../clocks/fake-clock.ts';
import { RecordingObserver } from '../recording-observer.ts';
import { startDynalite, type TestStore } from './dynalite-store.ts';
import { startDynamoDbLocal, whyNoDynamoDbLocal } from './dynamodb-local-store.ts';

const FORMAT = snapshotFormat([]);

/** The three ports to the films table, with adapters that share one table. The table is empty at first. */
export type FilmStore = {
  readonly films: FilmRepository;
  readonly imports: FilmImportStore;
  /** The pointer of a process that builds snapshots without declared attributes. */
  readonly pointer: CataloguePointer;
  /** The pointer of a process that builds snapshots of another format. */
  readonly pointerOf: (format: string) => CataloguePointer;
  readonly clock: FakeClock;
};

/** Registers a contract for every adapter of the films table. Each test gets an empty table from `makeStore`. */
export function describeEveryFilmStore(contract: (makeStore: () => Promise<FilmStore>) => void): void {
  describe('in memory', () => {
    contract(makeMemoryStore);
  });
  describe('on dynalite', () => {
    describeDynamo(startDynalite, contract);
  });
  const reason = whyNoDynamoDbLocal();
  if (reason === undefined) {
    describe('on DynamoDB Local', () => {
      describeDynamo(startDynamoDbLocal, contract);
    });
  } else {
    process.stdout.write(`NOTICE: the contracts do not run on DynamoDB Local: ${reason}\n`);
  }
}

export function makeMemoryStore(): Promise<FilmStore> {
  const clock = new FakeClock();
  const table: MemoryFilmTable = new Map();
  const record = emptyCatalogueRecord();
  const pointerOf = (format: string) => new MemoryCataloguePointer(record, format);
  return Promise.resolve({
    films: new MemoryFilmRepository(table, clock),
    imports: new MemoryFilmImportStore(table, clock),
    pointer: pointerOf(FORMAT),
    pointerOf,
    clock,
  });
}

async function makeDynamoStore(
  endpoint: string,
  table: string,
): Promise<FilmStore & { client: DynamoDBDocumentClient }> {
  const base = createDynamoClient(endpoint);
  await createMissingTable(base, table, FILMS_TABLE);
  const client = createDocumentClient(base);
  const clock = new FakeClock();
  const pointerOf = (format: string) => new DynamoCataloguePointer(client, table, format);
  return {
    films: new DynamoFilmRepository(client, table, clock, randomUUID),
    imports: new DynamoFilmImportStore(client, table, clock, new RecordingObserver(), randomUUID),
    pointer: pointerOf(FORMAT),
    pointerOf,
    clock,
    client,
  };
}

async function makeSignedStore(endpoint: string, table: string): Promise<FilmStore> {
  const store = await makeDynamoStore(endpoint, table);
  const access = { region: 'local', accessKeyId: 'local', secretAccessKey: 'local', sessionToken: undefined };
  const signed = new SignedCatalogue(access, endpoint, table, FORMAT);
  store.films.changesSince = (sinceMs) => signed.changesSince(sinceMs);
  store.films.readSynopses = (ids) => signed.readSynopses(ids);
  store.pointer.read = () => signed.read();
  return store;
}

/** Both ways to read share one store, because DynamoDB Local takes seconds to start. */
function describeDynamo(
  start: () => Promise<TestStore>,
  contract: (makeStore: () => Promise<FilmStore>) => void,
): void {
  let store: TestStore;
  let tables = 0;
  const makeTableName = () => {
    tables += 1;
    return `films-${String(tables)}`;
  };
  beforeAll(async () => {
    store = await start();
  });
  afterAll(async () => {
    await store.close();
  });
  describe('with the SDK', () => {
    contract(() => makeDynamoStore(store.endpoint, makeTableName()));
  });
  describe('with search’s reads as signed requests', () => {
    contract(() => makeSignedStore(store.endpoint, makeTableName()));
  });
}

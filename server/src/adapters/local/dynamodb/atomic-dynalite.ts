import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import dynalite from 'dynalite';
import internals, { type Callback, type DynaliteLevel, type Store } from 'dynalite/db/index.js';
import { LevelCommits, ROOM_FILE } from './level-commits.ts';
import { indexOperations, type Operation } from './level-layout.ts';

export type StoreEvents = {
  /** A new item has been written; `key` is its key in LevelDB. */
  readonly onItemCreated: (key: string) => void;
  /** A write failed. The store refuses further writes until it has recovered. */
  readonly onWritesFailed: (error: unknown) => void;
  readonly onWritesRecovered: () => void;
};

export type AtomicDynalite = {
  /** The server. It does not listen yet. */
  readonly server: Server;
  /** The LevelDB, which is already open. */
  readonly db: DynaliteLevel;
};

/** The index entries that are written in one batch with an item. */
type IndexWrites = { readonly operations: readonly Operation[]; readonly isNew: boolean };

const REOPENING = new Error('The store is being reopened');

const atomicStores = new WeakMap<Store, (writes: IndexWrites, writeItem: () => void) => void>();

/*
 * Plain dynalite writes the entries of an index and then the item in separate writes. After `kill -9` between these
 * writes, or when the disk fills up, the index disagrees with its table. Dynalite writes the entries in
 * `updateIndexes`, whose callback writes the item. Here `updateIndexes` only notes the entries, and the write of the
 * item puts them into the same LevelDB batch as the item.
 */
const { updateIndexes } = internals;
internals.updateIndexes = (store, table, before, after, writeItem) => {
  const note = atomicStores.get(store);
  if (note) note({ operations: indexOperations(table, before, after), isNew: !before && !!after }, writeItem);
  else updateIndexes(store, table, before, after, writeItem);
};

/**
 * Opens a dynalite over a folder. Every write is atomic ([ADR
 * 8](../../../../../docs/adr/0008-atomic-writes-in-dynalite.md)). When LevelDB fails, the request is answered with 500.
 * Plain dynalite would throw the error, which would end the process.
 *
 * @param path the LevelDB folder; created if it is absent
 * @throws Error when LevelDB cannot be opened
 */
export async function openAtomicDynalite(path: string, events: StoreEvents): Promise<AtomicDynalite> {
  const { server, store } = createDynalite(path);
  const { db } = store;
  // The methods are replaced only after LevelDB has opened, because it calls its own methods while it opens.
  await db.open();
  await rm(join(path, ROOM_FILE), { force: true });
  const commits = new LevelCommits({
    path,
    write: promisify(db.batch.bind(db)),
    reopen: async () => {
      await db.close._original();
      await db.open();
    },
    onFailed: events.onWritesFailed,
    onRecovered: events.onWritesRecovered,
  });
  let noted: IndexWrites | undefined;
  const takeNoted = () => {
    const taken = noted;
    noted = undefined;
    return taken;
  };
  atomicStores.set(store, (writes, writeItem) => {
    noted = writes;
    writeItem();
    if (takeNoted()) throw new Error('dynalite no longer writes an item right after its index entries');
  });
  const commit = (operations: readonly Operation[], callback: Callback) => {
    const { operations: indexWrites = [], isNew = false } = takeNoted() ?? {};
    commits.commit([...indexWrites, ...operations]).then(
      () => {
        if (isNew) for (const { key } of operations) events.onItemCreated(key);
        setImmediate(callback, null);
      },
      (error: unknown) => setImmediate(callback, internalServerError(error)),
    );
  };
  db.put = (key, value, callback) => {
    commit([{ type: 'put', key, value }], callback);
  };
  db.del = (key, callback) => {
    commit([{ type: 'del', key }], callback);
  };
  db.batch = (operations, callback) => {
    commit(operations as readonly Operation[], callback);
  };
  answerFailedReads(db);
  closeIterators(db);
  return { server, db };
}

function createDynalite(path: string): { server: Server; store: Store } {
  const { create } = internals;
  const stores: Store[] = [];
  internals.create = (options) => {
    const store = create(options);
    stores.push(store);
    return store;
  };
  try {
    const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
    const [store] = stores;
    if (!store) throw new Error('dynalite no longer makes its store by db.create');
    return { server, store };
  } finally {
    internals.create = create;
  }
}

/**
 * Answers failed reads with 500. Reads also fail for some milliseconds while LevelDB is being reopened; the SDK retries
 * them.
 */
function answerFailedReads(db: DynaliteLevel): void {
  const get = db.get.bind(db);
  db.get = (key, callback) => {
    if (db.status !== 'open') setImmediate(callback, internalServerError(REOPENING));
    else {
      get(key, (error, value) => {
        callback(error && internalServerError(error), value);
      });
    }
  };
  const values = db.values.bind(db);
  db.values = (range) => {
    const iterator = db.status === 'open' ? values(range) : failing(REOPENING);
    const next = iterator.next.bind(iterator);
    iterator.next = () =>
      next().catch((error: unknown) => {
        throw internalServerError(error);
      });
    return iterator;
  };
}

/**
 * Closes the iterator of each query and scan. Dynalite closes it by `return`, which the iterators of LevelDB lack. An
 * iterator that stays open is never freed: it keeps a cache of 64 kB, and the memory and files of LevelDB as they were.
 */
function closeIterators(db: DynaliteLevel): void {
  const values = db.values.bind(db);
  db.values = (range) => {
    const iterator = values(range);
    iterator.return ??= async () => {
      await iterator.close?.();
    };
    return iterator;
  };
}

// eslint-disable-next-line require-yield, @typescript-eslint/require-await -- it only throws
async function* failing(error: Error): AsyncGenerator<never> {
  throw error;
}

/** An error that dynalite sends as an answer instead of throwing it. */
function internalServerError(cause: unknown): Error {
  const message = cause instanceof Error ? cause.message : String(cause);
  return Object.assign(new Error(message, { cause }), {
    statusCode: 500,
    body: { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message },
  });
}

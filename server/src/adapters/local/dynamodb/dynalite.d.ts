declare module 'dynalite' {
  import type { Server } from 'node:http';

  /**
   * The times are the milliseconds for which a table stays in the state CREATING, DELETING or UPDATING. `path` is the
   * LevelDB folder; if it is absent, the data is in memory.
   */
  export default function dynalite(options: {
    readonly path?: string;
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }): Server;
}

/** Internals of dynalite 4.0.0; `atomic-dynalite.test.ts` fails when they change. */
declare module 'dynalite/db/index.js' {
  import type { ClassicLevel } from 'classic-level';

  export type Item = Readonly<Record<string, unknown>>;
  export type Index = {
    readonly IndexName: string;
    readonly KeySchema: readonly { readonly AttributeName: string }[];
  };
  export type Table = {
    readonly TableName: string;
    readonly GlobalSecondaryIndexes?: readonly Index[];
    readonly LocalSecondaryIndexes?: readonly Index[];
  };
  export type Callback = (error?: unknown, value?: unknown) => void;
  export type ValueIterator = AsyncIterable<unknown> & {
    next: () => Promise<unknown>;
    /** LevelDB's own method. */
    readonly close?: () => Promise<void>;
    /** Dynalite calls this method when it needs no more values. */
    return?: (value: undefined) => Promise<unknown>;
  };
  /** The LevelDB; dynalite has replaced these methods with its own. */
  export type DynaliteLevel = Omit<
    ClassicLevel<string, unknown>,
    'get' | 'put' | 'del' | 'batch' | 'values' | 'close'
  > & {
    get: (key: string, callback: Callback) => void;
    put: (key: string, value: unknown, callback: Callback) => void;
    del: (key: string, callback: Callback) => void;
    /** Returns a promise when called without a callback. */
    batch: (operations: readonly object[], callback: Callback) => void;
    values: (range: object) => ValueIterator;
    /**
     * `_original` is LevelDB's own method. The method that replaces it also makes the store refuse further requests.
     */
    close: { readonly _original: () => Promise<void> };
  };
  export type Store = { readonly db: DynaliteLevel };
  export type MaybeItem = Item | null | undefined;

  const internals: {
    create: (options: object) => Store;
    updateIndexes: (store: Store, table: Table, before: MaybeItem, after: MaybeItem, writeItem: Callback) => void;
    /** The operations on these indexes that are needed when an item changes. */
    getIndexActions: (
      indexes: readonly Index[],
      before: MaybeItem,
      after: MaybeItem,
      table: Table,
    ) => {
      readonly puts: readonly { readonly index: string; readonly key: string; readonly item: Item }[];
      readonly deletes: readonly { readonly index: string; readonly key: string }[];
    };
  };
  export default internals;
}

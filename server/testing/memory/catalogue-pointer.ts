import type { CataloguePointer, CatalogueState, SnapshotEntry } from '../../src/ports/catalogue-pointer.ts';

/** The record that the pointers of all formats share. */
type MemoryCatalogueRecord = {
  generation: number;
  openImports: NonNullable<CatalogueState['openImports']>;
  snapshots: ReadonlyMap<string, SnapshotEntry>;
};

export function emptyCatalogueRecord(): MemoryCatalogueRecord {
  return { generation: 0, openImports: [], snapshots: new Map() };
}

/** Keeps the pointer to the current search snapshot in this process, for tests. */
export class MemoryCataloguePointer implements CataloguePointer {
  readonly #record: MemoryCatalogueRecord;
  readonly #format: string;

  /** @param format the format of the snapshots that the owner of this pointer builds and reads */
  constructor(record: MemoryCatalogueRecord, format: string) {
    this.#record = record;
    this.#format = format;
  }

  read(): Promise<CatalogueState> {
    const { generation, openImports, snapshots } = this.#record;
    const others = [...snapshots.values()].filter(({ format }) => format !== this.#format);
    return Promise.resolve({
      generation,
      snapshot: snapshots.get(this.#format),
      otherSnapshots: others.length > 0 ? others : undefined,
      openImports: openImports.length > 0 ? openImports : undefined,
    });
  }

  advance(): Promise<void> {
    this.#record.generation += 1;
    return Promise.resolve();
  }

  openImport(importId: string, nowMs: number): Promise<void> {
    const others = this.#record.openImports.filter(({ id }) => id !== importId);
    this.#record.openImports = [...others, { id: importId, openedAtMs: nowMs }];
    return this.advance();
  }

  closeImports(importIds: readonly string[]): Promise<void> {
    this.#record.openImports = this.#record.openImports.filter(({ id }) => !importIds.includes(id));
    return Promise.resolve();
  }

  publish(snapshot: SnapshotEntry, replaces: string | undefined): Promise<boolean> {
    const { snapshots } = this.#record;
    const current = snapshots.get(this.#format)?.name;
    const isPublished = current === replaces || current === snapshot.name;
    if (isPublished) this.#record.snapshots = new Map([...snapshots, [this.#format, snapshot]]);
    return Promise.resolve(isPublished);
  }

  dropFormats(snapshots: readonly SnapshotEntry[]): Promise<void> {
    const names = snapshots.map(({ name }) => name);
    const kept = [...this.#record.snapshots].filter(([, { name }]) => !names.includes(name));
    this.#record.snapshots = new Map(kept);
    return Promise.resolve();
  }
}

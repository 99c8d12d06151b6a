import type { CataloguePointer, CatalogueState, SnapshotEntry } from '../../src/ports/catalogue-pointer.ts';

/** Keeps the pointer to the current search snapshot in this process, for tests. */
export class MemoryCataloguePointer implements CataloguePointer {
  #state: CatalogueState = { generation: 0 };

  read(): Promise<CatalogueState> {
    return Promise.resolve(this.#state);
  }

  advance(): Promise<void> {
    this.#state = { ...this.#state, generation: this.#state.generation + 1 };
    return Promise.resolve();
  }

  openImport(importId: string, nowMs: number): Promise<void> {
    const others = this.#state.openImports?.filter(({ id }) => id !== importId) ?? [];
    this.#state = { ...this.#state, openImports: [...others, { id: importId, openedAtMs: nowMs }] };
    return this.advance();
  }

  closeImports(importIds: readonly string[]): Promise<void> {
    const open = this.#state.openImports?.filter(({ id }) => !importIds.includes(id));
    this.#state = { ...this.#state, openImports: open?.length ? open : undefined };
    return Promise.resolve();
  }

  publish(snapshot: SnapshotEntry, replaces: string | undefined): Promise<boolean> {
    const current = this.#state.snapshot?.name;
    const isPublished = current === replaces || current === snapshot.name;
    if (isPublished) this.#state = { ...this.#state, snapshot };
    return Promise.resolve(isPublished);
  }
}

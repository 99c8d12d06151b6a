import type { CataloguePointer, CatalogueState, SnapshotEntry } from '../../../ports/catalogue-pointer.ts';

/** Keeps the pointer in this process; for tests. */
export class MemoryCataloguePointer implements CataloguePointer {
  #state: CatalogueState = { generation: 0 };

  read(): Promise<CatalogueState> {
    return Promise.resolve(this.#state);
  }

  advance(): Promise<void> {
    this.#state = { ...this.#state, generation: this.#state.generation + 1 };
    return Promise.resolve();
  }

  publish(snapshot: SnapshotEntry, replaces: string | undefined): Promise<boolean> {
    const isCurrent = this.#state.snapshot?.name === replaces;
    if (isCurrent) this.#state = { ...this.#state, snapshot };
    return Promise.resolve(isCurrent);
  }
}

import type { CatalogueGeneration } from '../../../ports/catalogue-generation.ts';

/** Keeps the generation in this process; for tests. */
export class MemoryCatalogueGeneration implements CatalogueGeneration {
  #generation = 0;

  read(): Promise<number> {
    return Promise.resolve(this.#generation);
  }

  advance(): Promise<void> {
    this.#generation += 1;
    return Promise.resolve();
  }
}

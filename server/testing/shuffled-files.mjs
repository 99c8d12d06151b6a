import { createHash } from 'node:crypto';
import { relative } from 'node:path';

/** Puts test files into an order that depends on nothing but jest's seed (`--showSeed` prints it, `--seed` repeats it). */
export default class ShuffledFiles {
  #globalConfig;

  constructor({ globalConfig }) {
    this.#globalConfig = globalConfig;
  }

  sort(tests) {
    const { seed, rootDir } = this.#globalConfig;
    const rank = ({ path }) =>
      createHash('sha256')
        .update(`${seed} ${relative(rootDir, path)}`)
        .digest('hex');
    return tests.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }

  /** Jest hands over how long each file took, to start with the slowest at the next run. */
  cacheResults() {}
}

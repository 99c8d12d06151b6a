import { createHash } from 'node:crypto';
import { relative } from 'node:path';

/** Puts test files into an order that depends only on jest's seed (`--showSeed` prints it, `--seed` repeats it). */
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

  /**
   * Jest passes the duration of each file, so that a sequencer can start the slowest files first. This sequencer
   * ignores the durations.
   */
  cacheResults() {}
}

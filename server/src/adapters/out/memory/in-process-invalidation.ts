import type { CacheInvalidation, Purge } from '../../../ports/cache-invalidation.ts';
import type { Background } from '../../../ports/background.ts';
import type { Observer } from '../../../ports/observer.ts';

/** Carries purges out in this process, one after the other, after whoever asked has been answered. */
export class InProcessInvalidation implements CacheInvalidation {
  readonly #background: Background;
  readonly #observer: Observer;
  readonly #run: (purge: Purge) => Promise<void>;
  #last: Promise<void> = Promise.resolve();

  constructor(background: Background, observer: Observer, run: (purge: Purge) => Promise<void>) {
    this.#background = background;
    this.#observer = observer;
    this.#run = run;
  }

  request(purge: Purge): Promise<void> {
    this.#background.run(0, () => {
      this.#last = this.#last
        .then(() => this.#run(purge))
        .catch((error: unknown) => {
          this.#observer.observe({ type: 'cache-store-failed', during: 'purge', suppressed: 0, error });
        });
      return this.#last;
    });
    return Promise.resolve();
  }
}

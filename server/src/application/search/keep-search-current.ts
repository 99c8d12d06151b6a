import type { CatalogueGeneration } from '../../ports/catalogue-generation.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import type { FilmSearch } from '../../ports/film-search.ts';
import type { Observer } from '../../ports/observer.ts';

/** A search may be answered without a look at the table when the last look is younger than this. */
const TAIL_MAX_AGE_MS = 1_000;

/** The tail of changes is read again this far back, so that writers whose clocks differ by 10 s lose nothing. */
const TAIL_OVERLAP_MS = 15_000;

/**
 * Keeps this instance's search in step with the table: all films at first, then the tail of changes at most once a
 * second and only when somebody asks, and all films anew when an import has advanced the generation.
 */
export class KeepSearchCurrent {
  readonly #films: FilmRepository;
  readonly #search: FilmSearch;
  readonly #generation: CatalogueGeneration;
  readonly #clock: Clock;
  readonly #observer: Observer;
  #loadedGeneration: number | undefined;
  #loading: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;
  #lookedAtMs = -Infinity;
  #tailReadAtMs = 0;

  constructor(
    films: FilmRepository,
    search: FilmSearch,
    generation: CatalogueGeneration,
    clock: Clock,
    observer: Observer,
  ) {
    this.#films = films;
    this.#search = search;
    this.#generation = generation;
    this.#clock = clock;
    this.#observer = observer;
  }

  /**
   * Resolves when a search may be answered. Waits for the first load, which rejects when the table cannot be read; later
   * a table that does not answer leaves the search as it is, and that is observed.
   */
  async ensure(): Promise<void> {
    if (this.#loadedGeneration === undefined) return this.#load();
    if (this.#clock.monotonicMs() - this.#lookedAtMs < TAIL_MAX_AGE_MS) return;
    this.#refreshing ??= this.#refresh()
      .catch((error: unknown) => {
        this.#observer.observe({ type: 'catalogue-refresh-failed', error });
      })
      .finally(() => {
        this.#refreshing = undefined;
      });
    return this.#refreshing;
  }

  async #refresh(): Promise<void> {
    this.#lookedAtMs = this.#clock.monotonicMs();
    const readAtMs = this.#clock.nowMs();
    const [generation, changes] = await Promise.all([
      this.#generation.read(),
      this.#films.changesSince(this.#tailReadAtMs - TAIL_OVERLAP_MS),
    ]);
    this.#search.apply(changes);
    this.#tailReadAtMs = readAtMs;
    if (generation !== this.#loadedGeneration) this.#loadInBackground();
  }

  /** Searches go on over the old films until the new ones are all there. */
  #loadInBackground(): void {
    this.#load().catch((error: unknown) => {
      this.#observer.observe({ type: 'catalogue-refresh-failed', error });
    });
  }

  #load(): Promise<void> {
    this.#loading ??= this.#loadAll().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #loadAll(): Promise<void> {
    const startedMs = this.#clock.monotonicMs();
    const startedAtMs = this.#clock.nowMs();
    const generation = await this.#generation.read();
    await this.#search.load(this.#films.scan());
    // What changed while the scan went by may have been missed by it.
    this.#search.apply(await this.#films.changesSince(startedAtMs - TAIL_OVERLAP_MS));
    this.#tailReadAtMs = startedAtMs;
    this.#lookedAtMs = this.#clock.monotonicMs();
    this.#loadedGeneration = generation;
    this.#observer.observe({
      type: 'catalogue-loaded',
      films: this.#search.size(),
      tookMs: Math.round(this.#clock.monotonicMs() - startedMs),
    });
  }
}

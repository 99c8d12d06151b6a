import type { FilmQuery, FilmSearchResult } from '../../domain/film-query.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FilmSearch } from '../../ports/film-search.ts';
import type { KeepSearchCurrent } from '../search/keep-search-current.ts';

export class SearchFilms {
  readonly #search: FilmSearch;
  readonly #current: KeepSearchCurrent;
  readonly #clock: Clock;

  constructor(search: FilmSearch, current: KeepSearchCurrent, clock: Clock) {
    this.#search = search;
    this.#current = current;
    this.#clock = clock;
  }

  /**
   * `tookMs` is the time of the search itself, without the time to read the latest edits. The first search that needs
   * synopses also waits for them. If they cannot be read, the films are those that other fields find, and `isPartial` is true.
   */
  async execute(query: FilmQuery): Promise<FilmSearchResult & { readonly tookMs: number }> {
    await this.#current.ensure();
    const startedMs = this.#clock.monotonicMs();
    let answer = await this.#search.search(query);
    if (answer.lacksSynopses) {
      await this.#current.loadSynopses();
      answer = await this.#search.search(query);
    }
    const { lacksSynopses, ...result } = answer;
    const isPartial = result.isPartial || lacksSynopses || this.#current.isBehind;
    return { ...result, isPartial, tookMs: Math.round((this.#clock.monotonicMs() - startedMs) * 1000) / 1000 };
  }
}

import { synopsesUnavailable } from '../../domain/errors.ts';
import type { FilmQuery, FilmSearchResult, Highlight } from '../../domain/film-query.ts';
import { MOST_EXAMINED, snippetOf } from '../../domain/text/snippet.ts';
import { stemsOf } from '../../domain/text/stems.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import type { FilmSearch, IndexAnswer } from '../../ports/film-search.ts';
import type { Observer } from '../../ports/observer.ts';
import { within } from '../../resilience/deadline.ts';
import type { CurrentSearch } from '../search/current-search.ts';
import { SYNOPSES_RETRY_AFTER_MS } from '../search/synopses-loader.ts';

/**
 * A search waits at most this long for the synopses of its films. Reading 20 synopses from the local store takes 10 ms.
 * The first read of an instance also opens a connection.
 */
const SNIPPETS_WAIT_MS = 1_000;
/**
 * The code units of all synopses of one answer that are examined for snippets. 100 films of the Wikipedia Movie Data Set
 * have about 60,000. Without a limit, 100 long synopses in Chinese took 3.6 s.
 */
const EXAMINED_IN_ALL = 100_000;
/** After that, only this many code units of each further synopsis are examined. */
const LEAST_EXAMINED = 500;

export type SearchFilmsPorts = {
  readonly search: Pick<FilmSearch, 'search'>;
  readonly current: Pick<CurrentSearch, 'ensure' | 'loadSynopses' | 'isBehind'>;
  readonly films: Pick<FilmRepository, 'readSynopses'>;
  readonly clock: Clock;
  readonly observer: Observer;
  /** Called with an answer that has no film. Absent: such searches are not counted. */
  readonly countEmptySearch?: ((query: FilmQuery, answer: FilmSearchResult) => Promise<void>) | undefined;
};

export class SearchFilms {
  readonly #ports: SearchFilmsPorts;

  constructor(ports: SearchFilmsPorts) {
    this.#ports = ports;
  }

  /**
   * `tookMs` is the time of the search itself, without the time to read the latest edits, the index of the synopses,
   * and the synopses for snippets. The first search that needs synopses also waits until their index has been read. If
   * the index cannot be read, the films are those that other fields find, and `isPartial` is true on this page and on
   * the pages after it.
   *
   * @throws MarqueeError `upstream-unavailable` if the first page was made with the index of synopses, and the index
   * cannot be read for this page
   */
  async execute(query: FilmQuery): Promise<FilmSearchResult & { readonly tookMs: number }> {
    const { search, current, clock } = this.#ports;
    await current.ensure();
    let startedMs = clock.monotonicMs();
    let answer = await search.search(query);
    if (answer.lacksSynopses) {
      await current.loadSynopses();
      startedMs = clock.monotonicMs();
      answer = await search.search(query);
      if (answer.lacksSynopses && query.cursor !== undefined) throw synopsesUnavailable(SYNOPSES_RETRY_AFTER_MS / 1000);
    }
    const tookMs = Math.round((clock.monotonicMs() - startedMs) * 1000) / 1000;
    const { lacksSynopses, plot, ...result } = answer;
    const isPartial = result.isPartial || lacksSynopses || current.isBehind;
    const highlights = plot ? await this.#withSnippets(query, answer, plot) : result.highlights;
    const whole = { ...result, highlights, isPartial, tookMs };
    await this.#ports.countEmptySearch?.(query, whole);
    return whole;
  }

  /**
   * Adds a snippet to the highlight of each film that was found by its synopsis. The index does not contain the
   * synopses themselves, so they are read from the store. If that fails or takes too long, the answer has no snippets,
   * and the observer gets an event.
   */
  async #withSnippets(
    { q = '' }: FilmQuery,
    { items, highlights }: IndexAnswer,
    plot: NonNullable<IndexAnswer['plot']>,
  ): Promise<readonly Highlight[]> {
    const { films, clock, observer } = this.#ports;
    const ids = items.filter((_, i) => plot.items[i]).map(({ id }) => id);
    if (ids.length === 0) return highlights;
    try {
      const synopses = await within(clock, SNIPPETS_WAIT_MS, films.readSynopses(ids));
      const [stems, typed] = [new Set(plot.stems), new Set(stemsOf(q))];
      let left = EXAMINED_IN_ALL;
      return highlights.map((highlight, i) => {
        const text = plot.items[i] ? synopses.get(items[i]?.id ?? '') : undefined;
        if (text === undefined) return highlight;
        const mostExamined = Math.max(LEAST_EXAMINED, Math.min(left, MOST_EXAMINED));
        left -= Math.min(text.length, mostExamined);
        const synopsis = snippetOf(text, stems, typed, mostExamined);
        return synopsis ? { ...highlight, synopsis } : highlight;
      });
    } catch (error) {
      observer.observe({ type: 'snippets-lost', films: ids.length, error });
      return highlights;
    }
  }
}

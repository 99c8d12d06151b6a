import { setTimeout as delay } from 'node:timers/promises';
import type { Film } from '../../server/src/domain/film.ts';
import type { FilmQuery } from '../../server/src/domain/film-query.ts';
import type { FilmSearch } from '../../server/src/ports/film-search.ts';
import type { SearchFeed } from '../../server/src/ports/search-feed.ts';
import { summarise, type Latencies } from '../search/latencies.ts';
import { EMPTY_QUERY, WORKLOAD_CLASSES } from '../search/workload/bench-case.ts';
import type { Edits, ScaleQueries } from './protocol.ts';
import { tell } from './tell.ts';

/** The first query for a title and for a plot. Both match something in any set of films. */
export const FIRST_TITLE: FilmQuery = { ...EMPTY_QUERY, q: 'night' };
export const FIRST_PLOT: FilmQuery = { ...EMPTY_QUERY, q: 'a detective hunts a killer in a small town' };

/** As in bench:search: Node compiles a function again when a later class gives it objects of other shapes. */
const WARM_UP = 300;
const WARM_UP_ROUNDS = 3;

const EDITS_A_SECOND = 50;
/** An edit that is not found this long after the last one counts as lost. */
const PATIENCE_MS = 10_000;
/** While films are edited, an engine is asked at most this often whether it shows the oldest edit. */
const PROBE_EVERY_MS = 20;
/** A prime: consecutive queries are of mixed classes, because it shares no factor with most lengths of lists. */
const STRIDE = 7919;

/** Times every query once, class by class, after all classes were warmed up. */
export async function measureQueries(
  search: FilmSearch,
  { titles, plots, names }: ScaleQueries,
  budgetMs: number,
): Promise<Record<string, Latencies>> {
  const asked: (readonly [string, readonly FilmQuery[]])[] = [
    ...WORKLOAD_CLASSES.map((kind) => [kind, titles[kind].map(({ query }) => query)] as const),
    ['plots', plots.map(queryFor)],
    ['names', names.map(queryFor)],
  ];
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
    for (const [, queries] of asked) await time(search, queries.slice(-WARM_UP), budgetMs / 4 / WARM_UP_ROUNDS);
  }
  const classes: Record<string, Latencies> = {};
  for (const [i, [kind, queries]] of asked.entries()) {
    tell(i / asked.length, `searching, class ${kind}`);
    globalThis.gc?.();
    if (queries.length > 0) classes[kind] = summarise(await time(search, queries, budgetMs));
  }
  return classes;
}

/** Times queries until the budget is used up. A slow engine answers fewer of them, and the report says how many. */
async function time(search: FilmSearch, queries: readonly FilmQuery[], budgetMs: number): Promise<number[]> {
  const micros: number[] = [];
  const startedMs = performance.now();
  for (const query of queries) {
    const sinceMs = performance.now();
    await search.search(query);
    const doneMs = performance.now();
    micros.push((doneMs - sinceMs) * 1000);
    if (doneMs - startedMs > budgetMs) break;
  }
  return micros;
}

/**
 * Edits 50 films a second, each to a title with a word of its own, and searches for titles and plots in turn. If an edit
 * is due, it comes directly before a search, and if it holds up the process, this counts as time of the search. Between
 * the searches, a search for the word of the oldest edit shows when the edit is found.
 */
export async function measureEdits(
  search: FilmSearch,
  feed: Pick<SearchFeed, 'apply'>,
  { titles, plots, edited }: ScaleQueries,
  seconds: number,
  patienceMs = PATIENCE_MS,
): Promise<Edits> {
  const queries = [
    WORKLOAD_CLASSES.flatMap((kind) => titles[kind].map(({ query }) => query)),
    plots.map(queryFor),
  ] as const;
  const micros: [number[], number[]] = [[], []];
  const editor = new Editor(search, feed, edited);
  const startedMs = performance.now();
  const endMs = startedMs + seconds * 1000;
  const isDue = () => startedMs + (editor.edits * 1000) / EDITS_A_SECOND <= performance.now();
  // A title and a plot are searched in any case.
  for (let i = 0; i < 2 || performance.now() < endMs; i += 1) {
    tell((performance.now() - startedMs) / seconds / 1000, 'editing');
    const kind = i % 2 === 0 ? 0 : 1;
    const own = queries[kind];
    const query = own[(i * STRIDE) % own.length] ?? FIRST_TITLE;
    const sinceMs = performance.now();
    // An engine that is too slow for so many edits gets fewer, and the report says how many.
    while (isDue() && performance.now() < endMs) editor.edit();
    await search.search(query);
    micros[kind].push((performance.now() - sinceMs) * 1000);
    await editor.probe();
  }
  const lost = await editor.finish(patienceMs);
  const { edits, foundMicros } = editor;
  return {
    ...{ edits, lost },
    ...{ found: summarise(foundMicros), titles: summarise(micros[0]), plots: summarise(micros[1]) },
  };
}

type PendingEdit = { readonly id: string; readonly query: FilmQuery; readonly editedMs: number };

class Editor {
  edits = 0;
  readonly foundMicros: number[] = [];
  readonly #search: FilmSearch;
  readonly #feed: Pick<SearchFeed, 'apply'>;
  readonly #films: readonly Film[];
  readonly #versions = new Map<string, number>();
  /** The edits that were not found yet, the oldest first. */
  #pending: PendingEdit[] = [];
  #probedMs = -Infinity;

  constructor(search: FilmSearch, feed: Pick<SearchFeed, 'apply'>, films: readonly Film[]) {
    this.#search = search;
    this.#feed = feed;
    this.#films = films;
  }

  edit(): void {
    const film = this.#films[this.edits % this.#films.length];
    if (!film) throw new Error('There is no film to edit.');
    const { id, version, attributes } = film;
    const word = wordOf(this.edits);
    this.edits += 1;
    const next = (this.#versions.get(id) ?? version) + 1;
    this.#versions.set(id, next);
    const editedMs = performance.now();
    const title = `${word} ${attributes.title}`.slice(0, 200);
    // The edit of a film that is edited again is never found.
    this.#pending = this.#pending.filter((one) => one.id !== id);
    this.#pending.push({ id, query: { ...EMPTY_QUERY, q: word, typos: false, limit: 1 }, editedMs });
    // An engine in memory has the edit when the call returns. The application waits for OpenSearch, but searches do not.
    void this.#feed.apply([{ id, version: next, changedAtMs: Date.now(), attributes: { ...attributes, title } }]);
  }

  /** Looks for the oldest edit, and for the next one if it is there. */
  async probe(): Promise<void> {
    if (performance.now() - this.#probedMs < PROBE_EVERY_MS) return;
    for (;;) {
      const [oldest] = this.#pending;
      if (!oldest) return;
      const { items } = await this.#search.search(oldest.query);
      this.#probedMs = performance.now();
      if (items[0]?.id !== oldest.id) return;
      this.foundMicros.push((this.#probedMs - oldest.editedMs) * 1000);
      this.#pending.shift();
    }
  }

  /** Waits for the last edits. Returns how many were not found. */
  async finish(patienceMs: number): Promise<number> {
    const endMs = performance.now() + patienceMs;
    while (this.#pending.length > 0 && performance.now() < endMs) {
      await delay(PROBE_EVERY_MS);
      await this.probe();
    }
    return this.#pending.length;
  }
}

/** A different invented word for each number: only letters, so that it is one word. */
function wordOf(n: number): string {
  return `zq${n.toString(26).replace(/\d/g, (digit) => String.fromCharCode(113 + Number(digit)))}`;
}

function queryFor(q: string): FilmQuery {
  return { ...EMPTY_QUERY, q };
}

/** The resident memory after garbage collection. The processes run with --expose-gc. */
export function settledRss(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage.rss();
}

import type { Film, FilmAttributes } from '../../server/src/domain/film.ts';
import type { OpenEngine } from './engines/engine.ts';
import { summarise, type Latencies } from './latencies.ts';
import { EMPTY_QUERY, type Workload } from './workload/bench-case.ts';

const EDITS_A_SECOND = 100;

export type Edits = {
  /**
   * Latencies without edits (`alone`) and with edits (`underEdits`). If a search directly follows an edit, its latency
   * includes the time of the edit.
   */
  readonly alone: Latencies;
  readonly underEdits: Latencies;
  readonly edits: number;
  /** Number of edits that the next search did not show, or showed incompletely. */
  readonly wrong: number;
};

/**
 * Runs searches of all classes in turn, first without edits, then with 100 edits a second. Each edit gives a film a new
 * title and year. Directly after the edit, a search for the new title and year must find the film, and a search for the
 * old title must not.
 *
 * @param seconds the duration of the part without edits, and also of the part with edits
 */
export async function measureEdits(
  engine: OpenEngine,
  films: readonly Film[],
  workload: Workload,
  seconds: number,
): Promise<Edits> {
  const queries = Object.values(workload).flatMap((cases) => cases.map(({ query }) => query));
  // The stride is a prime, because a prime shares no factor with most list lengths. Consecutive queries are therefore
  // of mixed classes.
  const query = (i: number) => queries[(i * 7919) % queries.length] ?? EMPTY_QUERY;
  const editor = new Editor(engine, films);
  const half = async (editing: boolean): Promise<Latencies> => {
    const micros: number[] = [];
    const startedMs = performance.now();
    let edits = 0;
    for (let i = 0; performance.now() - startedMs < seconds * 1000; i += 1) {
      const sinceMs = performance.now();
      const dueMs = startedMs + (edits * 1000) / EDITS_A_SECOND;
      const edited = editing && sinceMs >= dueMs;
      if (edited) {
        editor.edit(edits);
        edits += 1;
      }
      await engine.search(query(i));
      micros.push((performance.now() - sinceMs) * 1000);
      if (edited) await editor.check();
    }
    return summarise(micros);
  };
  await half(false);
  return { alone: await half(false), underEdits: await half(true), edits: editor.edits, wrong: editor.wrong };
}

class Editor {
  edits = 0;
  wrong = 0;
  readonly #engine: OpenEngine;
  readonly #films: readonly Film[];
  readonly #versions = new Map<string, number>();
  #last: { readonly id: string; readonly attributes: FilmAttributes; readonly before: string } | undefined;

  constructor(engine: OpenEngine, films: readonly Film[]) {
    this.#engine = engine;
    this.#films = films;
  }

  edit(n: number): void {
    const film = this.#films[(n * 104_729) % this.#films.length];
    if (!film) return;
    const version = (this.#versions.get(film.id) ?? film.version) + 1;
    this.#versions.set(film.id, version);
    const attributes = {
      ...film.attributes,
      title: `Edited ${wordOf(n)} ${film.attributes.title}`.slice(0, 200),
      year: 2024,
    };
    this.#engine.apply?.([{ id: film.id, version, changedAtMs: 0, attributes }]);
    this.edits += 1;
    this.#last = { id: film.id, attributes, before: film.attributes.title };
  }

  /** Checks the last edit. The check is not timed. */
  async check(): Promise<void> {
    if (!this.#last) return;
    const { id, attributes } = this.#last;
    const { items } = await this.#engine.search({ ...EMPTY_QUERY, q: attributes.title, year: attributes.year });
    const found = items.find((item) => item.id === id);
    const old = await this.#engine.search({ ...EMPTY_QUERY, q: this.#last.before, limit: 100 });
    const stale = old.items.some((item) => item.id === id && item.title === this.#last?.before);
    if (found?.title !== attributes.title || found.year !== attributes.year || stale) this.wrong += 1;
  }
}

/** Makes a different invented word for each number, so that every edit brings a new word. */
function wordOf(n: number): string {
  return `zq${n.toString(26).replace(/\d/g, (digit) => String.fromCharCode(113 + Number(digit)))}`;
}

import { writeSections } from './build-snapshot.ts';
import type { IndexedFilm, UnratedFilm } from './indexed-film.ts';
import { Segment } from './segment.ts';

/** A film as it became, or without `film` that it is gone. `changedAtMs` is by the writer's clock. */
type Edit = {
  readonly id: string;
  readonly version: number;
  readonly changedAtMs: number;
  readonly film?: UnratedFilm | undefined;
};

/** A segment of edited films, and which of them are current. */
type EditedSegment = { readonly segment: Segment; readonly ids: Set<string> };

/**
 * The segments that together hold every film once: the snapshot's, and small ones for what was edited since. Each batch
 * of edits becomes a segment, for which those before it that are not larger are built anew with it (the logarithmic
 * method of Bentley and Saxe): there are at most log2(edits) + 1 of them, a film is indexed as often, and every other edit
 * indexes nothing but itself. An edited film is retired where it stood before.
 */
export class SegmentStore {
  readonly #base: Segment;
  readonly #edited = new Map<string, Edit>();
  /** The larger before the smaller. */
  readonly #segments: EditedSegment[] = [];
  /** Films that were edited and are not indexed yet. */
  #waiting = new Set<string>();

  constructor(base: Segment) {
    this.#base = base;
  }

  /** All segments with films, the snapshot's first. */
  get segments(): readonly Segment[] {
    return [this.#base, ...this.#segments.map(({ segment }) => segment)];
  }

  get size(): number {
    return this.segments.reduce((films, { liveCount }) => films + liveCount, 0);
  }

  /** The highest version of a film that is known here, deleted or not; 0 when it never was. */
  versionOf(id: string): number {
    const edited = this.#edited.get(id);
    if (edited) return edited.version;
    const film = this.#base.films.find(id);
    return film < 0 ? 0 : this.#base.films.versionOf(film);
  }

  /** Takes an edit if it is news; {@link index} makes it visible. */
  put(edit: Edit): void {
    const { id, version, film } = edit;
    if (version <= this.versionOf(id)) return;
    this.#retire(id);
    this.#edited.set(id, edit);
    if (film) this.#waiting.add(id);
  }

  /** Indexes the latest edits, so that the edit pays for it and not the next search. */
  index(): void {
    if (this.#waiting.size === 0) return;
    const ids = this.#waiting;
    this.#waiting = new Set();
    for (let last = this.#segments.at(-1); last && last.ids.size <= ids.size; last = this.#segments.at(-1)) {
      for (const id of last.ids) ids.add(id);
      this.#segments.pop();
    }
    const films = [...ids].flatMap((id) => {
      const film = this.#edited.get(id)?.film;
      return film ? [this.#rated(film)] : [];
    });
    this.#segments.push({ segment: new Segment(writeSections(films)), ids });
  }

  /** An edited film keeps the fame that the snapshot gave it, so that an edit moves no film; `popularity` counts at once. */
  #rated(film: UnratedFilm): IndexedFilm {
    if (film.facts.popularity !== undefined) return film;
    const { films } = this.#base;
    const known = films.find(film.summary.id);
    return known < 0 ? film : { ...film, fame: films.fame[known]! };
  }

  /** The edits at or after a moment, by the writers' clocks. */
  editsSince(sinceMs: number): Edit[] {
    return [...this.#edited.values()].filter(({ changedAtMs }) => changedAtMs >= sinceMs);
  }

  #retire(id: string): void {
    if (this.#waiting.delete(id)) return;
    const segment = this.#segments.find(({ ids }) => ids.delete(id))?.segment ?? this.#base;
    const film = segment.films.find(id);
    if (film >= 0) segment.retire(film);
  }
}

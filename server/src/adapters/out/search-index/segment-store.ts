import { writeSnapshot } from './build-snapshot.ts';
import type { IndexedFilm } from './indexed-film.ts';
import { Segment } from './segment.ts';

/** So many of the latest edits are indexed anew with each edit: 0.7 ms. */
const HEAD_FILMS = 16;

/** A film as it became, or without `film` that it is gone. `changedAtMs` is by the writer's clock. */
type Edit = {
  readonly id: string;
  readonly version: number;
  readonly changedAtMs: number;
  readonly film?: IndexedFilm | undefined;
};

/** A segment of edited films, and which they were. */
type EditedSegment = { readonly segment: Segment; readonly ids: readonly string[] };

/**
 * The segments that together hold every film once: the snapshot's, and small ones for what was edited since. The latest
 * edits are a small head that is built anew with each batch of edits; when it is full it becomes a segment, and segments
 * of like size are merged (the logarithmic method of Bentley and Saxe), so that there are at most log2(edits / 16) of
 * them and an edit is indexed as often. An edited film is retired where it stood before.
 */
export class SegmentStore {
  readonly #base: Segment;
  readonly #edited = new Map<string, Edit>();
  #merged: EditedSegment[] = [];
  #head: string[] = [];
  #headSegment: Segment | undefined;

  constructor(base: Segment) {
    this.#base = base;
  }

  /** All segments with films, the snapshot's first. */
  get segments(): readonly Segment[] {
    const edited = this.#merged.map(({ segment }) => segment);
    return [this.#base, ...edited, ...(this.#headSegment ? [this.#headSegment] : [])];
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
    if (!film) return;
    this.#head.push(id);
    this.#headSegment = undefined;
    if (this.#head.length >= HEAD_FILMS) this.#mergeHead();
  }

  /** Indexes the latest edits, so that the edit pays for it and not the next search. */
  index(): void {
    this.#headSegment ??= this.#head.length > 0 ? this.#build(this.#head) : undefined;
  }

  /** The edits at or after a moment, by the writers' clocks. */
  editsSince(sinceMs: number): Edit[] {
    return [...this.#edited.values()].filter(({ changedAtMs }) => changedAtMs >= sinceMs);
  }

  #retire(id: string): void {
    const before = this.#edited.get(id);
    if (!before) {
      const film = this.#base.films.find(id);
      if (film >= 0) this.#base.retire(film);
      return;
    }
    if (!before.film) return;
    if (this.#head.includes(id)) {
      this.#head = this.#head.filter((other) => other !== id);
      this.#headSegment = undefined;
      return;
    }
    for (const { segment } of this.#merged) {
      const film = segment.films.find(id);
      if (film >= 0) segment.retire(film);
    }
  }

  #mergeHead(): void {
    let ids = this.#head;
    for (let last = this.#merged.at(-1); last && last.segment.liveCount <= ids.length; last = this.#merged.at(-1)) {
      const { segment } = last;
      ids = [...last.ids.filter((id) => isCurrentIn(segment, id)), ...ids];
      this.#merged.pop();
    }
    this.#merged.push({ segment: this.#build(ids), ids });
    this.#head = [];
    this.#headSegment = undefined;
  }

  #build(ids: readonly string[]): Segment {
    return new Segment(writeSnapshot(ids.flatMap((id) => this.#edited.get(id)?.film ?? [])));
  }
}

function isCurrentIn(segment: Segment, id: string): boolean {
  const film = segment.films.find(id);
  return film >= 0 && segment.isLive(film);
}

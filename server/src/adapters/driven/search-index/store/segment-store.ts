import type { DeclaredAttributes } from '../../../../domain/declared-attributes.ts';
import { fameAlone } from '../../../../domain/fame/fame-score.ts';
import { writeSections, type SegmentSections } from './write-sections.ts';
import type { IndexedFilm, UnratedFilm } from './indexed-film.ts';
import { Segment } from './segment.ts';

/** Opens a segment that was not written to a file. */
export function openSegment({ sections, synopses }: SegmentSections, declared: DeclaredAttributes): Segment {
  const segment = new Segment(sections, declared);
  segment.openSynopses(synopses);
  return segment;
}

/**
 * An edit of a film. If `film` is absent, the film was deleted. `changedAtMs` is a time of the writer's clock. `letters`
 * says how long the film is.
 */
export type Edit = {
  readonly id: string;
  readonly letters: number;
  readonly version: number;
  readonly changedAtMs: number;
  readonly film?: UnratedFilm | undefined;
};

/** A segment of edited films, and the ids of those that are current. */
type EditedSegment = { readonly segment: Segment; readonly ids: Set<string> };

/**
 * Segments are merged only if the result has at most this many letters, because nobody is answered meanwhile. Indexing a
 * million letters usually takes 0.2 s, and 2 s if all words are different. 2,000 films of the real data set have 1.4
 * million.
 */
const MOST_LETTERS_MERGED = 1_500_000;

/**
 * The segments that together hold every film once: the segment of the snapshot, and small ones for later edits. Each
 * batch of edits becomes a segment. Earlier segments of edits that are not larger than it are merged into it (the
 * logarithmic method of Bentley and Saxe). So if films are edited one at a time, there are at most log2(edits) + 1 such
 * segments, a film is indexed at most that often, and every second edit indexes only its own film. There may be more
 * segments if the edited films have more than {@link MOST_LETTERS_MERGED} together. An edited film is retired from the
 * segment that held it before, and a segment without films is removed.
 */
export class SegmentStore {
  readonly base: Segment;
  readonly #edited = new Map<string, Edit>();
  /** The segments of edits, usually larger ones first. */
  readonly #segments: EditedSegment[] = [];
  /** Films that were edited and are not indexed yet. */
  #waiting = new Set<string>();

  constructor(base: Segment) {
    this.base = base;
  }

  /** All segments, the snapshot's first. */
  get segments(): readonly Segment[] {
    return [this.base, ...this.#segments.map(({ segment }) => segment)];
  }

  get size(): number {
    return this.segments.reduce((films, { liveCount }) => films + liveCount, 0);
  }

  /** The highest known version of a film, even if the film was deleted; 0 if the film was never known. */
  versionOf(id: string): number {
    const edited = this.#edited.get(id);
    if (edited) return edited.version;
    const film = this.base.films.find(id);
    return film < 0 ? 0 : this.base.films.versionOf(film);
  }

  /** Takes an edit if its version is new. {@link index} makes it visible. */
  put(edit: Edit): void {
    const { id, version, film } = edit;
    if (version <= this.versionOf(id)) return;
    this.#retire(id);
    this.#edited.set(id, edit);
    if (film) this.#waiting.add(id);
  }

  /** Indexes the latest edits, so that the cost falls on the edit and not on the next search. */
  index(): void {
    if (this.#waiting.size === 0) return;
    const ids = this.#waiting;
    this.#waiting = new Set();
    let letters = this.#lettersOf(ids);
    for (let last = this.#segments.at(-1); last && last.ids.size <= ids.size; last = this.#segments.at(-1)) {
      letters += this.#lettersOf(last.ids);
      if (letters > MOST_LETTERS_MERGED) break;
      for (const id of last.ids) ids.add(id);
      this.#segments.pop();
    }
    const { declared } = this.base.attributes;
    const films = [...ids].flatMap((id) => {
      const film = this.#edited.get(id)?.film;
      return film ? [this.#rated(film)] : [];
    });
    const sections = writeSections(films, declared, { known: this.base.knownNames });
    this.#segments.push({ segment: openSegment(sections, declared), ids });
  }

  /**
   * An edited film keeps the fame that the snapshot gave it, so that an edit moves no film. A `popularity` takes effect
   * at once. A film that is not in the snapshot has the fame that it would have in a catalogue without any other film.
   */
  #rated(film: UnratedFilm): IndexedFilm {
    const { films } = this.base;
    const known = film.facts.popularity === undefined ? films.find(film.summary.id) : -1;
    return { ...film, fame: known < 0 ? fameAlone(film.facts) : films.fame[known]! };
  }

  /** The edits at or after a time, by the writers' clocks. */
  editsSince(sinceMs: number): Edit[] {
    return [...this.#edited.values()].filter(({ changedAtMs }) => changedAtMs >= sinceMs);
  }

  #lettersOf(ids: Iterable<string>): number {
    let letters = 0;
    for (const id of ids) letters += this.#edited.get(id)?.letters ?? 0;
    return letters;
  }

  #retire(id: string): void {
    if (this.#waiting.delete(id)) return;
    const place = this.#segments.findIndex(({ ids }) => ids.delete(id));
    const edited = this.#segments[place];
    if (edited?.ids.size === 0) {
      this.#segments.splice(place, 1);
      return;
    }
    const segment = edited?.segment ?? this.base;
    const film = segment.films.find(id);
    if (film >= 0) segment.retire(film);
  }
}

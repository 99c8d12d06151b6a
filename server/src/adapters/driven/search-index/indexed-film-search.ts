import { checkAttributes, type DeclaredAttributes } from '../../../domain/declared-attributes.ts';
import type { Film, FilmChange, FilmSummary } from '../../../domain/film.ts';
import type { FilmQuery, Person, Suggestion } from '../../../domain/film-query.ts';
import type { FilmSearch, IndexAnswer } from '../../../ports/film-search.ts';
import type { SnapshotFeed } from '../../../ports/search-feed.ts';
import type { SnapshotFiles } from './store/build-snapshot.ts';
import { SNAPSHOT_CHECKSUM, writeSections } from './store/write-sections.ts';
import { indexedFilm } from './store/indexed-film.ts';
import { findPerson } from './answer/find-person.ts';
import { searchSegments } from './answer/search-segments.ts';
import { openSegment, SegmentStore, type Edit } from './store/segment-store.ts';
import { Segment } from './store/segment.ts';
import { similarFilms } from './answer/similar-films.ts';
import { SectionFile } from './structures/sections.ts';
import { snapshotDamaged } from './structures/snapshot-errors.ts';
import { suggest } from './answer/suggestions.ts';

/** Indexing this many letters takes up to 0.2 s. */
const LETTERS_AT_ONCE = 100_000;

/**
 * A search in memory, over an immutable snapshot and the later edits. Each call is answered synchronously from one
 * state, so no answer mixes two states. See docs/search.md.
 */
export class IndexedFilmSearch implements FilmSearch, SnapshotFeed {
  readonly #declared: DeclaredAttributes;
  /** Made when it is first needed, so that a search that opens a snapshot first never makes an empty store. */
  #opened: SegmentStore | undefined;
  /** The checksum of the snapshot that is open. Absent if films were loaded without one. */
  #checksum: number | undefined;
  /** How many calls of {@link apply} have not ended. */
  #applying = 0;
  /** The changes that were applied during a load. They are applied again to what was loaded. */
  #appliedWhileLoading: FilmChange[] | undefined;

  /** @param declared the attributes that queries may use, in addition to those that every catalogue has */
  constructor(declared: DeclaredAttributes = []) {
    this.#declared = declared;
  }

  /**
   * @param files files that `SnapshotBuilder` made; they are kept, and callers must not change them
   * @throws MarqueeError `snapshot-damaged`, `snapshot-of-other-version` or `snapshot-of-other-declaration`
   */
  static fromSnapshot({ bytes, synopses }: SnapshotFiles, declared: DeclaredAttributes = []): IndexedFilmSearch {
    const search = new IndexedFilmSearch(declared);
    search.openSnapshot(bytes);
    search.openSynopses(synopses);
    return search;
  }

  openSnapshot(snapshot: Uint8Array, coveredUntilMs = -Infinity): void {
    const file = new SectionFile(snapshot);
    const store = new SegmentStore(new Segment(file, this.#declared));
    for (const edit of this.#editsSince(coveredUntilMs)) store.put(edit);
    store.index();
    this.#opened = store;
    this.#checksum = file.checksum;
  }

  openSynopses(synopses: Uint8Array): void {
    const file = new SectionFile(synopses);
    if (file.u32(SNAPSHOT_CHECKSUM)[0] !== this.#checksum)
      throw snapshotDamaged('its synopses are of another snapshot');
    this.#store.base.openSynopses(file);
  }

  search(query: FilmQuery): Promise<IndexAnswer> {
    return answering(() => {
      checkAttributes(this.#declared, query);
      return searchSegments(this.#store.segments, query);
    });
  }

  suggest(typed: string, limit: number): Promise<readonly Suggestion[]> {
    return answering(() => suggest(this.#store.segments, typed, limit));
  }

  similar(id: string, limit: number): Promise<readonly FilmSummary[] | undefined> {
    return answering(() => {
      const { segments } = this.#store;
      for (const segment of segments) {
        const film = segment.films.find(id);
        if (film >= 0 && segment.isLive(film)) return similarFilms(segments, segment.films.summaryOf(film), limit);
      }
      return undefined;
    });
  }

  findPerson(name: string): Promise<Person | undefined> {
    return answering(() => findPerson(this.#store.segments, name));
  }

  /**
   * Searches find the changes at once: they are applied before the call returns. Only if they have more than 100,000
   * letters are they applied in parts, so that others are answered meanwhile.
   */
  async apply(changes: readonly FilmChange[]): Promise<void> {
    let letters = 0;
    this.#applying += 1;
    try {
      for (const change of changes) {
        if (letters > LETTERS_AT_ONCE) {
          this.#store.index();
          letters = 0;
          await nextTurn();
        }
        this.#appliedWhileLoading?.push(change);
        const edit = this.#editOf(change);
        this.#store.put(edit);
        letters += edit.letters;
      }
      this.#store.index();
    } finally {
      this.#applying -= 1;
    }
  }

  /**
   * The edits at or after a time, by the writers' clocks. While changes are being applied in parts, all edits: a change that
   * waits may be older than a deletion, which must not be forgotten.
   */
  #editsSince(sinceMs: number): readonly Edit[] {
    return this.#opened?.editsSince(this.#applying > 0 ? -Infinity : sinceMs) ?? [];
  }

  #editOf({ id, version, changedAtMs, attributes }: FilmChange): Edit {
    const film = attributes && indexedFilm(id, version, attributes, this.#declared);
    return { id, version, changedAtMs, film, letters: attributes ? JSON.stringify(attributes).length : 0 };
  }

  async load(films: AsyncIterable<readonly Film[]>): Promise<void> {
    const applied: FilmChange[] = [];
    this.#appliedWhileLoading = applied;
    try {
      // Nearly every instance opens a snapshot, so its cold start does not load the code that makes one.
      const { SnapshotBuilder } = await import('./store/build-snapshot.ts');
      const builder = new SnapshotBuilder(this.#declared);
      for await (const batch of films) for (const film of batch) builder.add(film);
      const { bytes, synopses } = builder.finish();
      const base = new Segment(new SectionFile(bytes), this.#declared);
      base.openSynopses(new SectionFile(synopses));
      const store = new SegmentStore(base);
      // None, unless changes are being applied.
      for (const edit of this.#editsSince(Infinity)) store.put(edit);
      for (const change of applied) store.put(this.#editOf(change));
      store.index();
      this.#opened = store;
      this.#checksum = undefined;
    } finally {
      this.#appliedWhileLoading = undefined;
    }
  }

  ids(from: number, limit: number): Promise<readonly string[]> {
    const ids: string[] = [];
    let leftOut = 0;
    for (const segment of this.#store.segments) {
      for (let film = 0; film < segment.size && ids.length < limit; film += 1) {
        if (!segment.isLive(film)) continue;
        if (leftOut < from) leftOut += 1;
        else ids.push(segment.films.idOf(film));
      }
    }
    return Promise.resolve(ids);
  }

  size(): Promise<number> {
    return Promise.resolve(this.#store.size);
  }

  get #store(): SegmentStore {
    return (this.#opened ??= new SegmentStore(openSegment(writeSections([], this.#declared), this.#declared)));
  }
}

/** Lets what has arrived meanwhile go first. `setImmediate` is not there in a browser, where the preview runs. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** Turns a thrown error into a rejection, as callers of a promise expect. */
function answering<T>(answer: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(answer());
  });
}

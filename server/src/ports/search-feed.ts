import type { Film, FilmChange } from '../domain/film.ts';

/** Brings films to a search engine. What {@link FilmSearch} finds comes from here. */
export interface SearchFeed {
  /**
   * Brings changes to the engine after they were committed to the store. Searches find them within 2 s, in every
   * process; docs/search.md says what each engine promises. Changes may come in any order and more than once: the
   * highest version of each film wins.
   *
   * Never rejects and takes at most 0.3 s, because the edit is already committed. What the engine did not take in that
   * time comes again from the list of changes.
   */
  apply(changes: readonly FilmChange[]): Promise<void>;
}

/** The feed of an engine that every process has in its own memory, and opens from the files of a snapshot. */
export interface SnapshotFeed extends SearchFeed {
  /** Replaces all films at once. Every search sees either the old films or the new ones, and never a mixture. */
  load(films: AsyncIterable<readonly Film[]>): Promise<void>;

  /**
   * Switches to a snapshot. Every search sees either the old state or the new one, and never a mixture. Edits that the
   * snapshot does not cover stay visible.
   *
   * @param coveredUntilMs milliseconds since the epoch; the snapshot includes every change that was made before this
   * time
   * @throws MarqueeError `invalid` that says why, if the snapshot is damaged, has an unknown format or was made for
   * other declared attributes; nothing is changed then
   */
  openSnapshot(snapshot: Uint8Array, coveredUntilMs: number): void;

  /**
   * Adds the part of the current snapshot with which synopses are searched. Until then, `lacksSynopses` is true for
   * answers that need this part.
   *
   * @throws MarqueeError `invalid` that says why, if this part is damaged or does not belong to the current snapshot;
   * nothing is changed then
   */
  openSynopses(synopses: Uint8Array): void;
}

import type { Film, FilmAttributes, FilmChange, WrittenFilm } from '../domain/film.ts';

/** The version that a change may replace: a number, or `any` for any version of an existing film. */
export type ExpectedVersion = number | 'any';

/**
 * The store of single films. Reads see every write that was acknowledged before them. Each change is atomic and
 * conditional: if two changes expect the same version, exactly one succeeds. A write also succeeds if only its answer was
 * lost. If the store fails, each method rejects with a MarqueeError of kind `upstream-unavailable`. Its code is
 * `write-outcome-unknown` if the write may have been made or may still be made, and `store-unavailable` if it certainly was not.
 */
export interface FilmRepository {
  /** @returns `undefined` if there is no such film, or if it has been deleted */
  get(id: string): Promise<Film | undefined>;

  /**
   * Creates a film. Under the id of a deleted film, the versions go on from that film's last version, so that an old version never
   * matches the new film.
   *
   * @param writer names the write, so that it can be repeated. If this writer created the film before, the result is the film as it
   * was created, whatever has happened to it since, unless the id was created again. Unique, 16 random bytes or more.
   * Default: a new random name
   * @returns `undefined` if another film with this id exists; nothing is changed then
   */
  create(id: string, attributes: FilmAttributes, writer?: string): Promise<WrittenFilm | undefined>;

  /** @throws MarqueeError `not-found` or `precondition-failed` */
  replace(id: string, attributes: FilmAttributes, expected: ExpectedVersion): Promise<WrittenFilm>;

  /**
   * Deletes a film and leaves a tombstone, so that other instances can replay the deletion and the version never repeats.
   *
   * @returns the tombstone
   * @throws MarqueeError `not-found` or `precondition-failed`
   */
  delete(id: string, expected: ExpectedVersion): Promise<FilmChange>;

  /**
   * Films and tombstones whose last change is at or after `sinceMs`, oldest first. Includes changes by create,
   * replace and delete, but not those of a bulk import. May lag behind the writes by about a second.
   *
   * @param sinceMs milliseconds since the epoch, by the writers' clocks
   */
  changesSince(sinceMs: number): Promise<FilmChange[]>;

  /**
   * Removes a change from the list of changes, once snapshots cover it. The film or tombstone itself stays, so that its
   * version never repeats. Does nothing if the film has a newer version.
   */
  forgetChange(change: FilmChange): Promise<void>;

  /** All films without tombstones, in batches and in no particular order. Films may change while the scan runs. */
  scan(): AsyncIterable<readonly Film[]>;
}

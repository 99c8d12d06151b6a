import type { Film, FilmAttributes, FilmChange, WrittenFilm } from '../domain/film.ts';

/** Which version a change may replace: that number, or any film that exists (RFC 9110, If-Match: *). */
export type ExpectedVersion = number | 'any';

/**
 * The films, one by one. Reads see every write that was acknowledged before them. Each change is atomic and
 * conditional: of two changes that expect the same version exactly one succeeds. A write succeeds also when only its answer was
 * lost. A failing store rejects with a MarqueeError of kind `upstream-unavailable`. Its code is `write-outcome-unknown` when a
 * write may have been made or may still be made, and `store-unavailable` when it certainly was not.
 */
export interface FilmRepository {
  /** `undefined` when there is no such film, or it has been deleted. */
  get(id: string): Promise<Film | undefined>;

  /**
   * Under a deleted film's id the version goes on rising for ever, so that an old ETag never matches the new film.
   *
   * @param writer names the write, so that it can be repeated: a film that this writer created under the id is answered as
   * it was created, whatever has happened to it since, unless the id was created again. Unique, 16 random bytes or more;
   * default: a fresh one
   * @returns `undefined` when a film with this id exists; nothing is changed then
   */
  create(id: string, attributes: FilmAttributes, writer?: string): Promise<WrittenFilm | undefined>;

  /** @throws MarqueeError `not-found` or `precondition-failed` */
  replace(id: string, attributes: FilmAttributes, expected: ExpectedVersion): Promise<WrittenFilm>;

  /**
   * Leaves a tombstone, so that the deletion can be replayed elsewhere and the version goes on rising.
   *
   * @returns the tombstone
   * @throws MarqueeError `not-found` or `precondition-failed`
   */
  delete(id: string, expected: ExpectedVersion): Promise<FilmChange>;

  /**
   * Films and tombstones whose last change is at or after the moment, oldest first. Holds what was written by create,
   * replace and delete, not what a bulk import wrote. May lag behind the writes by about a second.
   *
   * @param sinceMs milliseconds since the epoch, by the writers' clocks
   */
  changesSince(sinceMs: number): Promise<FilmChange[]>;

  /**
   * Removes a change that snapshots cover from the list of changes. The film or tombstone itself stays, so that its
   * version never repeats. Does nothing when the film has another version by now.
   */
  forgetChange(change: FilmChange): Promise<void>;

  /** Every film, tombstones left out, in no order, in batches. Not a snapshot: films may change meanwhile. */
  scan(): AsyncIterable<readonly Film[]>;
}

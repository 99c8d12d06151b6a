import type { Film, FilmAttributes, FilmChange, WrittenFilm } from '../domain/film.ts';

/** The version that a change may replace: a number, or `any` for any version of an existing film. */
export type ExpectedVersion = number | 'any';

/**
 * The store of single films. Reads see every write that was acknowledged before them. Each change is atomic and
 * conditional: if two changes expect the same version, exactly one succeeds. A write also succeeds if only its answer
 * was lost. If the store fails, each method rejects with a MarqueeError of kind `upstream-unavailable`. The code of
 * that error is `write-outcome-unknown` if the write may have been made or may still be made, and `store-unavailable`
 * if the write was certainly not made.
 */
export interface FilmRepository {
  /** @returns `undefined` if there is no such film, or if it has been deleted */
  get(id: string): Promise<Film | undefined>;

  /**
   * Reads the last version of a film, without `attributes` if that version is a deletion.
   *
   * @returns `undefined` if there never was such a film
   */
  lastVersion(id: string): Promise<Pick<FilmChange, 'version' | 'attributes'> | undefined>;

  /**
   * Reads the synopses of films (see `synopsisOf`), if possible in one request. Unlike the other reads, this one may
   * miss writes of the last second or so.
   *
   * @param ids 1 to 100 different ids
   * @returns the synopses by id. A film that has none is absent, and so is a film that the store did not read because
   * it throttled the request
   */
  readSynopses(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;

  /**
   * Creates a film. If the id belonged to a deleted film, the versions continue from that film's last version, so that
   * an old version never matches the new film.
   *
   * @param writer names the write, so that it can be repeated. If this writer has already created the film, the result
   * is the film as it was created, even if the film has been edited or deleted since. This is true until another writer
   * creates a film with this id. The name must be unique and have at least 16 random bytes. Default: a new random name
   * @returns `undefined` if another film with this id exists; nothing is changed then
   */
  create(id: string, attributes: FilmAttributes, writer?: string): Promise<WrittenFilm | undefined>;

  /** @throws MarqueeError `not-found` or `precondition-failed` */
  replace(id: string, attributes: FilmAttributes, expected: ExpectedVersion): Promise<WrittenFilm>;

  /**
   * Deletes a film and leaves a tombstone. Other instances learn of the deletion from the tombstone. The tombstone also
   * keeps the last version, so that no version is ever used twice.
   *
   * @returns the tombstone
   * @throws MarqueeError `not-found` or `precondition-failed`
   */
  delete(id: string, expected: ExpectedVersion): Promise<FilmChange>;

  /**
   * Reads the list of changes: the films and tombstones whose last change is at or after `sinceMs`, oldest first. The
   * list includes changes by create, replace and delete, but not the writes of a bulk import. It may lag behind the
   * writes by about a second.
   *
   * @param sinceMs milliseconds since the epoch, by the writers' clocks
   */
  changesSince(sinceMs: number): Promise<FilmChange[]>;

  /**
   * Removes a change from the list of changes. Callers do this once snapshots cover the change. The film or tombstone
   * itself stays, so that no version is ever used twice. Does nothing if the film has a newer version.
   */
  forgetChange(change: FilmChange): Promise<void>;

  /**
   * Reads all films, but no tombstones, in batches and in no particular order. Films may change while the scan runs.
   */
  scan(): AsyncIterable<readonly Film[]>;
}

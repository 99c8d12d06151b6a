import type { Film, FilmChange } from '../domain/film.ts';

/**
 * The index of a search engine that all processes share. Each time that it is built it gets a new name, and searches use
 * the index of one name at a time.
 */
export interface SharedIndex {
  /** What the documents look like; it depends on the declared attributes. An index of another format must be built again. */
  readonly format: string;

  /** A new name for an index whose films are read at this time, in milliseconds since the epoch. */
  nameAt(ms: number): string;

  /** The name of the index of this format that is searched; `undefined` if there is not exactly one. */
  searched(): Promise<string | undefined>;

  /**
   * Builds an index that nobody searches yet.
   *
   * @returns the number of films
   * @throws MarqueeError `upstream-unavailable` or `misconfigured`; the index may be left unfinished
   */
  build(name: string, films: AsyncIterable<readonly Film[]>): Promise<number>;

  /**
   * Brings changes to the index that is searched, or to the one that is being built. The highest version of each film
   * wins, so changes may come in any order and more than once.
   *
   * @param building the name of the index that is being built
   * @throws MarqueeError `upstream-unavailable` or `misconfigured` if the engine did not take every change
   */
  replay(changes: readonly FilmChange[], building?: string): Promise<void>;

  /** Makes this index the one of its format that is searched, in one step. */
  switchTo(name: string): Promise<void>;

  /** Removes an index. Does nothing if there is none of this name. */
  remove(name: string): Promise<void>;

  /** Removes the indices of all formats that were built before this one, except the kept ones. */
  removeBefore(name: string, kept: readonly string[]): Promise<void>;
}

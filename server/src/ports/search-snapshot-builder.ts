import type { Film } from '../domain/film.ts';

export type BuiltSnapshot = {
  readonly bytes: Uint8Array;
  /** The part with which synopses are searched. Most searches do not need it, so it is a file of its own. */
  readonly synopses: Uint8Array;
  readonly films: number;
};

/** Builds a snapshot that {@link FilmSearch.openSnapshot} accepts. */
export interface SearchSnapshotBuilder {
  /**
   * Names the format of the bytes and the declared attributes that they contain: at most 40 characters. A search that
   * runs with this builder cannot open a snapshot of another format.
   */
  readonly format: string;

  /** The bytes depend only on the films and not on their order. If a film comes twice, its higher version is used. */
  build(films: AsyncIterable<readonly Film[]>): Promise<BuiltSnapshot>;
}

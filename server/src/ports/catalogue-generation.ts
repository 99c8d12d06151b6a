/**
 * A number kept beside the films that rises when many of them change at once, as by an import, which the list of
 * changes does not hold. An instance that sees it rise loads all films anew.
 */
export interface CatalogueGeneration {
  /** 0 until the first {@link advance}: the table has never been filled. */
  read(): Promise<number>;
  advance(): Promise<void>;
}

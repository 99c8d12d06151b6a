import type { FilmAttributes, FilmChange } from '../../../domain/film.ts';
import type { DerivedAttributes, ImportMark, StoredRecord } from '../../../ports/film-import-store.ts';
import type { WriterMarks } from './writer-marks.ts';

/**
 * A film as an item. Everything that comes from a client is inside `attributes`, so that no client can set the other
 * fields of the item. FILM_BOUNDS keep an item far within DynamoDB's limits: 400 KB, 32 levels of nesting, and numbers
 * with up to 38 digits and a magnitude of at least 1e-130. The document client refuses numbers outside the range of
 * safe integers.
 *
 *     id           the-godfather-1972
 *     version      3
 *     attributes   { title, year, cast, ... }      absent: the film was deleted (a tombstone)
 *     changeLog    films                           with changedAtMs: in the index `changes`
 *     changedAtMs  1763820000000
 *     imported     { identity, rowHashes, version }
 *     derived      { directors, imdbRating, ... }    absent: nothing was derived
 *     writer3      3 1b9d6bcd-...                  the mark of version 3; see writer-marks.ts
 */
export type FilmItem = WriterMarks & {
  readonly id: string;
  readonly version: number;
  readonly attributes?: FilmAttributes;
  readonly changeLog?: typeof CHANGE_LOG;
  readonly changedAtMs?: number;
  readonly imported?: ImportMark;
  readonly derived?: DerivedAttributes;
};

/**
 * The only partition of the index `changes`. One partition is enough, because edits by people stay far below a
 * partition's limit of 1,000 writes a second.
 */
export const CHANGE_LOG = 'films';

/** The input of the Query that reads the first page of the changes made at or after the given time. */
export function changesQuery(table: string, sinceMs: number) {
  return {
    TableName: table,
    IndexName: 'changes',
    KeyConditionExpression: 'changeLog = :log AND changedAtMs >= :since',
    ExpressionAttributeValues: { ':log': CHANGE_LOG, ':since': Math.max(0, sinceMs) },
  };
}

export function toChange(item: FilmItem): FilmChange {
  const { id, version, attributes, changedAtMs = 0 } = item;
  return { id, version, changedAtMs, ...(attributes && { attributes }) };
}

/** @param item absent if there never was such a film */
export function toLastVersion(item: FilmItem | undefined): Pick<FilmChange, 'version' | 'attributes'> | undefined {
  return item && { version: item.version, ...(item.attributes && { attributes: item.attributes }) };
}

export function toRecord(item: FilmItem): StoredRecord {
  const { version, attributes, imported, derived, changeLog } = item;
  return {
    version,
    ...(attributes && { attributes }),
    ...(imported && { imported }),
    ...(derived && { derived }),
    ...(changeLog && { isListed: true }),
  };
}

import { invalidParameter } from '../../../domain/errors.ts';
import type { FilmQuery } from '../../../domain/film-query.ts';
import { decodeCursor, encodeCursor } from '../../../domain/search-cursor.ts';
import type { SortKeys } from './order.ts';
import type { Reach } from './reach.ts';

/** What a cursor holds: how far the first page reached, which filters meant one person, and the keys of the last film. */
export type Position = { readonly reach?: Reach; readonly exact: readonly boolean[]; readonly after: SortKeys };

export function writePosition(query: FilmQuery, { reach, exact, after }: Position): string {
  return encodeCursor(query, [JSON.stringify(reach ?? null), JSON.stringify(exact), JSON.stringify(after)]);
}

/** @throws MarqueeError `bad-request` that names `cursor` */
export function readPosition(query: FilmQuery): Position | undefined {
  if (query.cursor === undefined) return undefined;
  const parts = decodeCursor(query, query.cursor, ['string', 'string', 'string']);
  try {
    const [reach, exact, after] = parts.map((part) => JSON.parse(String(part)) as unknown);
    return { ...(reach !== null && { reach: reach as Reach }), exact: exact as boolean[], after: after as SortKeys };
  } catch {
    throw invalidParameter('cursor', 'is not a cursor that a search has returned');
  }
}

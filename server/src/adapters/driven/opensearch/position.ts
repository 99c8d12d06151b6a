import * as z from 'zod';
import { invalidParameter } from '../../../domain/errors.ts';
import type { FilmQuery } from '../../../domain/film-query.ts';
import { decodeCursor, encodeCursor } from '../../../domain/search-cursor.ts';
import { MOST_RESPELT, REACHES, type Reach } from './reach.ts';
import type { SortKeys } from './search-node.ts';

/** What a cursor holds: how far the first page reached, which filters meant one person, and the keys of the last film. */
export type Position = Start & { readonly after: SortKeys };
/** The same before the first film. */
export type Start = { readonly reach?: Reach; readonly exact: readonly boolean[]; readonly after?: SortKeys };

const flags = z.string().regex(/^[01]*$/);

/** A cursor may be forged. Whatever has this form only makes the page begin elsewhere. */
const reachSchema: z.ZodType<Reach> = z.object({
  kind: z.enum(REACHES),
  respelt: z.array(z.string()).max(MOST_RESPELT),
  forgiven: flags,
  words: z.int().min(0),
  titleEdits: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  stems: z.array(z.array(z.tuple([z.string(), z.number()]))).optional(),
  least: z.number(),
  isTogether: z.boolean(),
  unknown: flags,
  isPartial: z.boolean(),
});
const partsSchema = z.tuple([
  reachSchema.nullable(),
  z.array(z.boolean()),
  z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).min(1),
]);

export function writePosition(query: FilmQuery, { reach, exact, after }: Position): string {
  return encodeCursor(query, [JSON.stringify(reach ?? null), JSON.stringify(exact), JSON.stringify(after)]);
}

/** @throws MarqueeError `bad-request` that names `cursor` */
export function readPosition(query: FilmQuery): Position | undefined {
  if (query.cursor === undefined) return undefined;
  const parts = decodeCursor(query, query.cursor, ['string', 'string', 'string']);
  const parsed = partsSchema.safeParse(parts.map((part) => parsedJson(String(part))));
  if (!parsed.success) throw noCursor();
  const [reach, exact, after] = parsed.data;
  return { ...(reach && { reach }), exact, after };
}

export function noCursor(): Error {
  return invalidParameter('cursor', 'is not a cursor that a search has returned');
}

/** @returns `undefined` if the text is not JSON */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

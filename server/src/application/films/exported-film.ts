import * as z from 'zod';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { invalidFilm } from '../../domain/errors.ts';
import { FILM_BOUNDS, type JsonValue } from '../../domain/film.ts';
import { countValues, findNeverStorable } from '../../domain/json-bounds.ts';
import type { StoredRecord } from '../../ports/film-import-store.ts';
import { faultsOf, filmAttributesSchema, filmIdSchema } from './film-schema.ts';

/** A film or a deleted film with its id, as a line of an export has it. */
export type ExportedFilm = { readonly id: string; readonly record: StoredRecord };

/** The attributes that earlier versions of Marquee stored unchecked. An export must be read back even with these. */
const unchecked = z.unknown().optional();
/** Earlier versions accepted texts without a visible character, with line ends, and other thumbnails. */
const anyText = (maxLength: number) => z.string().max(maxLength);

/** Further hashes are left out. Without them, an import may merge a row again. */
const MAX_HASHES = 500;

/**
 * Higher versions are lowered to this one. It is more than any film reaches by edits, and low enough to count on from: at
 * `Number.MAX_SAFE_INTEGER`, a film could not be changed or imported any more.
 */
const MAX_VERSION = 1_000_000_000_000;

/** More than {@link FILM_BOUNDS} allow, for films of versions of Marquee that had no limit. No known film has over 100. */
const MAX_VALUES = 10_000;

const versionNumber = z.int().min(1);

/** A hash is a number in base 36. */
const rowHashesSchema = z.array(z.string().regex(/^[0-9a-z]{1,20}$/));

const exportedSchema = z.strictObject({
  id: filmIdSchema,
  version: versionNumber,
  attributes: filmAttributesSchema
    .extend({
      ...{ alternativeTitles: unchecked, directors: unchecked, plot: unchecked, popularity: unchecked },
      title: anyText(FILM_BOUNDS.titleLength),
      cast: z.array(anyText(FILM_BOUNDS.nameLength)).max(FILM_BOUNDS.castMembers).optional(),
      genres: z.array(anyText(FILM_BOUNDS.genreLength)).max(FILM_BOUNDS.genres).optional(),
      href: anyText(FILM_BOUNDS.hrefLength).optional(),
      extract: anyText(FILM_BOUNDS.extractLength).optional(),
      thumbnail: anyText(FILM_BOUNDS.urlLength).optional(),
    })
    .optional(),
  imported: z.strictObject({ identity: z.int(), rowHashes: rowHashesSchema, version: versionNumber }).optional(),
  derived: z.record(z.string(), z.unknown()).optional(),
});

/**
 * Writes a film as a line of an export. The names of its attributes are sorted, so that equal films give equal lines.
 *
 *     {"attributes":{"title":"Jaws","year":1975},"id":"jaws-1975","imported":{...},"version":3}
 *     {"id":"gone-1999","version":2}                                       a deleted film
 */
export function exportedLine({ id, record }: ExportedFilm): string {
  const { version, attributes, imported, derived } = record;
  return `${canonicalJson({ id, version, attributes, imported, derived } as JsonValue)}\n`;
}

/**
 * Whether a row of a file to import is a line of an export: it has an `id` and a `version`, but no `title` of its own.
 * A row that also has a `title` is a film, and counts as bad because a film must not have an `id`.
 */
export function isExported(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, 'id') && Object.hasOwn(value, 'version') && !Object.hasOwn(value, 'title');
}

/**
 * The parts of a line are limited, so that the film stays far below what the store keeps (400 kB), whatever is added to it. A
 * film at that limit would end every later run that changes it.
 *
 * @throws MarqueeError `invalid`
 */
export function parseExported(value: unknown): ExportedFilm {
  const parsed = exportedSchema.safeParse(value);
  if (!parsed.success) throw invalidFilm(faultsOf(parsed.error));
  // The schema is only a check. The values are taken from the line itself, because nothing else in them may change.
  const { id, ...given } = value as { readonly id: string } & StoredRecord;
  const record = withinLimits(given);
  const unstorable = [record.attributes, record.derived].map((part) => part && findNeverStorable(part as JsonValue));
  const fault = unstorable.find((one) => one !== undefined);
  if (fault) throw invalidFilm([fault]);
  for (const part of ['attributes', 'derived'] as const) {
    if (countValues((record[part] ?? null) as JsonValue) > MAX_VALUES)
      throw invalidFilm([
        { pointer: `/${part}`, detail: `has more than ${String(MAX_VALUES)} values, counting all levels` },
      ]);
    const bytes = new TextEncoder().encode(JSON.stringify(record[part] ?? null)).length;
    if (bytes > FILM_BOUNDS.jsonBytes)
      throw invalidFilm([
        { pointer: `/${part}`, detail: `is larger than ${String(FILM_BOUNDS.jsonBytes)} bytes as JSON` },
      ]);
  }
  return { id, record };
}

/** Both versions are lowered by the same number, so that a film that was edited since its import stays edited. */
function withinLimits(record: StoredRecord): StoredRecord {
  const { version, imported } = record;
  const by = Math.max(0, version - MAX_VERSION);
  return {
    ...record,
    version: version - by,
    ...(imported && {
      imported: {
        ...imported,
        rowHashes: imported.rowHashes.slice(0, MAX_HASHES),
        version: Math.max(1, imported.version - by),
      },
    }),
  };
}

import * as z from 'zod';
import { invalidFilm, type Fault } from '../../domain/errors.ts';
import { FILM_BOUNDS, type FilmAttributes, type JsonValue } from '../../domain/film.ts';
import {
  countValues,
  describeBadLine,
  escapePointer,
  findUnstorable,
  PLAIN_TEXT,
  VISIBLE_LINE,
} from '../../domain/json-bounds.ts';
import { FILM_ID } from '../../domain/film-id.ts';

const B = FILM_BOUNDS;
const text = (maxLength: number) => z.string().max(maxLength).regex(PLAIN_TEXT, 'contains a control character');
const line = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(VISIBLE_LINE, { error: ({ input }) => describeBadLine(String(input)) });

/** A URI of http or https (RFC 3986) without user information, which RFC 9110 forbids in a link. */
const WEB_URI = new RegExp(
  String.raw`^[Hh][Tt][Tt][Pp][Ss]?://(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?` +
    String.raw`(?:[/?](?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?` +
    String.raw`(?:#(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?$`,
);

export const filmIdSchema = z.string().regex(FILM_ID, 'must be 1 to 128 of the characters a-z, 0-9 and -');

/**
 * Attributes as clients send them. The validation, the OpenAPI document and the page's types are all made from this
 * schema.
 */
export const filmAttributesSchema = z
  .looseObject({
    title: line(B.titleLength).meta({ description: 'Title of the film.', examples: ['The Godfather'] }),
    year: z
      .int()
      .min(B.yearMin)
      .max(B.yearMax)
      .meta({ description: 'Year of first release.', examples: [1972] }),
    cast: z.array(line(B.nameLength)).max(B.castMembers).optional().meta({ description: 'In billing order.' }),
    directors: z.array(line(B.nameLength)).max(B.directors).optional(),
    genres: z.array(line(B.genreLength)).max(B.genres).optional(),
    href: line(B.hrefLength).optional().meta({ description: 'Page name in the English Wikipedia.' }),
    extract: text(B.extractLength).optional().meta({ description: 'Synopsis.' }),
    alternativeTitles: z
      .array(line(B.titleLength))
      .max(B.alternativeTitles)
      .optional()
      .meta({ description: 'Other titles of the film, such as the original and translations.' }),
    plot: text(B.plotLength).optional().meta({ description: 'What happens in the film.' }),
    thumbnail: z
      .string()
      .max(B.urlLength)
      .refine((uri) => WEB_URI.test(uri) && URL.canParse(uri), 'must be a URI that begins with http:// or https://')
      .optional()
      .meta({ description: 'URI of an image.', format: 'uri', pattern: WEB_URI.source }),
    thumbnailWidth: z.int().min(1).max(B.imagePixels).optional().meta({ description: 'Pixels.' }),
    thumbnailHeight: z.int().min(1).max(B.imagePixels).optional().meta({ description: 'Pixels.' }),
    popularity: z.number().min(0).max(B.popularityMax).optional().meta({
      description: 'How well known the film is. Without it, search estimates this from the catalogue.',
    }),
  })
  .meta({
    id: 'FilmAttributes',
    description: 'A film. Attributes that are not listed here are stored unchanged.',
  });

/**
 * Checks the attributes that a client sends. `id` is not an attribute, so callers remove it first.
 *
 * @throws MarqueeError `invalid` naming each attribute and the rule it breaks
 */
export function parseFilmAttributes(value: unknown): FilmAttributes {
  const unstorable = findUnstorable(value as JsonValue);
  if (unstorable) throw invalidFilm([unstorable]);
  const parsed = filmAttributesSchema.safeParse(value);
  if (!parsed.success) throw invalidFilm(faultsOf(parsed.error));
  const attributes = parsed.data as FilmAttributes;
  const faults: Fault[] = [];
  if (Object.hasOwn(attributes, 'id'))
    faults.push({ pointer: '/id', detail: 'is not an attribute and cannot be set here' });
  if (Object.keys(attributes).length > B.attributes) {
    faults.push({ pointer: '', detail: `has more than ${String(B.attributes)} attributes` });
  }
  if (countValues(attributes as JsonValue) > B.values) {
    faults.push({ pointer: '', detail: `has more than ${String(B.values)} values, counting all levels` });
  }
  if (new TextEncoder().encode(JSON.stringify(attributes)).length > B.jsonBytes) {
    faults.push({ pointer: '', detail: `is larger than ${String(B.jsonBytes)} bytes as JSON` });
  }
  if (faults.length > 0) throw invalidFilm(faults);
  return attributes;
}

/** Splits an object into its `id`, if it has one, and everything else. */
export function splitId(value: unknown): { id: unknown; rest: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { id: undefined, rest: value };
  const { id, ...rest } = value as Record<string, unknown>;
  return { id, rest };
}

/** The faults that a schema has found, as a client reads them. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.map((issue) => ({
    pointer: issue.path.map((step) => `/${escapePointer(String(step))}`).join(''),
    detail: issue.message,
  }));
}

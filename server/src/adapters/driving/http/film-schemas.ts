import * as z from 'zod';
import { filmAttributesSchema, filmIdSchema } from '../../../application/films/film-schema.ts';
import { FILM_BOUNDS } from '../../../domain/film.ts';
import { FORBIDDEN_NAMES, PLAIN_TEXT } from '../../../domain/json-bounds.ts';

/** The rule for names of attributes, as JSON Schema. */
const attributeNames = {
  minLength: 1,
  maxLength: FILM_BOUNDS.attributeNameLength,
  pattern: PLAIN_TEXT.source,
  not: { enum: FORBIDDEN_NAMES },
};

/** The value of an attribute that is not listed, or a part of such a value. */
const attributeValueSchema: z.ZodType = z
  .lazy(() =>
    z.union([
      z.null(),
      z.boolean(),
      z.literal(0),
      z.number().min(FILM_BOUNDS.numberMin).max(Number.MAX_SAFE_INTEGER),
      z.number().min(Number.MIN_SAFE_INTEGER).max(-FILM_BOUNDS.numberMin),
      z.string().regex(PLAIN_TEXT),
      z.array(attributeValueSchema),
      z.object({}).catchall(attributeValueSchema).meta({ propertyNames: attributeNames }),
    ]),
  )
  .meta({
    id: 'AttributeValue',
    description: `Any JSON value. A film has at most ${String(FILM_BOUNDS.depth)} levels.`,
  });

const { title, year, ...optional } = filmAttributesSchema.shape;

const idOfPath = filmIdSchema.optional().meta({
  readOnly: true,
  description: 'The id never changes. If given, it must be the id in the path.',
});

/**
 * The schemas of request bodies, by name. They describe bodies and do not check them, because the use cases do that.
 * Routes refer to them by name, so that only the OpenAPI document builds them.
 */
export const BODIES = {
  NewFilm: bodySchema('NewFilm', 'Attributes that are not listed here are stored unchanged.', {
    ...filmAttributesSchema.shape,
    id: filmIdSchema.optional().meta({ description: 'If absent, it is made from title and year.' }),
  }),
  FilmReplacement: bodySchema('FilmReplacement', 'Attributes that are not listed here are stored unchanged.', {
    ...filmAttributesSchema.shape,
    id: idOfPath,
  }),
  FilmPatch: bodySchema('FilmPatch', 'A JSON Merge Patch (RFC 7396): null removes an attribute.', {
    title: title.optional(),
    year: year.optional(),
    ...Object.fromEntries(Object.entries(optional).map(([name, schema]) => [name, schema.nullable()])),
    id: idOfPath,
  }),
} as const;

export type BodyName = keyof typeof BODIES;

function bodySchema(id: string, description: string, shape: z.ZodRawShape): z.ZodType {
  return z.object(shape).catchall(attributeValueSchema).meta({ id, description, propertyNames: attributeNames });
}

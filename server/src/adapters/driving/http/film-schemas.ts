import * as z from 'zod';
import { filmAttributesSchema, filmIdSchema } from '../../../application/films/film-schema.ts';

export const newFilmSchema = filmAttributesSchema
  .extend({ id: filmIdSchema.optional().meta({ description: 'If absent, it is made from title and year.' }) })
  .meta({ id: 'NewFilm' });

export const filmPatchSchema = z
  .looseObject({})
  .meta({ id: 'FilmPatch', description: 'A JSON Merge Patch (RFC 7396): null removes an attribute.' });

import * as z from 'zod';
import { FILM_ID } from '../../../domain/film-id.ts';

/**
 * The id of a film in a path. The pattern only describes ids: no film has an id of another form, so a request for one
 * is answered with 404 and not with 400.
 */
export const filmParamsSchema = z.strictObject({ id: z.string().meta({ pattern: FILM_ID.source }) });

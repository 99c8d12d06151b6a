import * as z from 'zod';

/** A page of TMDB has 20 rows, and a page of OMDb has 10. Further rows are not read, because each takes 5 µs. */
const MOST_ROWS = 100;

/** The rows of a page, of whatever kind. */
export const rowsSchema = z.array(z.unknown()).transform((rows) => rows.slice(0, MOST_ROWS));

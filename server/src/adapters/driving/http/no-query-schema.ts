import * as z from 'zod';

/** The schema of the query string for routes that take no parameters. */
export const noQuerySchema = z.strictObject({});

import * as z from 'zod';

/** For routes that take no parameters. */
export const noQuerySchema = z.strictObject({});

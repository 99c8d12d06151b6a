import * as z from 'zod';

/** A comma-separated list of origins. */
export function originsSchema() {
  return z
    .string()
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .pipe(z.array(z.string().refine(isOrigin, 'must be comma-separated origins such as https://films.example.org')));
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

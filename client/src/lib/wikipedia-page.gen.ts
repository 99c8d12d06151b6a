// Copied from server/src/domain/wikipedia-page.ts by scripts/api-types.ts

/**
 * The name of a page in the English Wikipedia, as Wikipedia writes it (`Wayne's_World`).
 *
 * @param href the name as it was imported. For 2,592 films, the data set that many catalogues were imported from has the
 *   percent-encoded name (`Wayne%27s_World`). Decoding is safe, because MediaWiki forbids names that contain `%` and two
 *   hexadecimal digits.
 */
export function wikipediaPage(href: string): string {
  return href.replace(/(?:%[\da-f]{2})+/gi, decoded).replaceAll(' ', '_');
}

/** The address of a page in the English Wikipedia. */
export function wikipediaUrl(href: string): string {
  return `https://en.wikipedia.org/wiki/${encodeURIComponent(wikipediaPage(href).toWellFormed())}`;
}

function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

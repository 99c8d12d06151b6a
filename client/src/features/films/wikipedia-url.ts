/**
 * The address of a film's page in the English Wikipedia.
 *
 * @param href the name of the page. It should be as Wikipedia writes it (`Wayne's_World`). But for 2,592 films, the
 * data set that many catalogues were imported from has the percent-encoded name (`Wayne%27s_World`). Decoding is safe,
 * because MediaWiki forbids names that contain `%` and two hexadecimal digits.
 */
export function wikipediaUrl(href: string): string {
  return `https://en.wikipedia.org/wiki/${encodeURIComponent(href.replace(/(?:%[\da-f]{2})+/gi, decoded).toWellFormed())}`;
}

function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

/**
 * The address of a film's page in the English Wikipedia.
 *
 * @param href name of the page. It should be the name itself (`Wayne's_World`), but the data set that many catalogues
 * were imported from has it percent-encoded for 2,592 films (`Wayne%27s_World`). No name contains `%` and two hexadecimal
 * digits, because MediaWiki forbids that.
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

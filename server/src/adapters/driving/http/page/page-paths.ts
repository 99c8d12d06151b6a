/**
 * Paths of pages, as client/src/config/paths.ts writes them. Lone surrogates are replaced, because they cannot be
 * percent-encoded.
 */
export function pathOfFilm(id: string): string {
  return `/films/${encodeURIComponent(id.toWellFormed())}`;
}

export function pathOfPerson(name: string): string {
  return `/people/${encodeURIComponent(name.toWellFormed())}`;
}

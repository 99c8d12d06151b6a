/**
 * The location of an import's file, as the status page shows it. The user name, the password and the query of a URL are
 * left out, because they may give access to the file.
 */
export function safeLocation(location: string): string {
  if (!/^https?:/i.test(location) || !URL.canParse(location)) return location;
  const { origin, pathname } = new URL(location);
  return origin + pathname;
}

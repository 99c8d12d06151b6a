/** The API accepts texts of up to this many UTF-16 code units as search words and names. */
export const MAX_TEXT = 200;

/**
 * Replaces each control character with a space. The API refuses control characters, and a pasted text may contain some.
 */
export function plainText(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}

/** Cuts text to what the API accepts: well-formed, trimmed, not too long, and without half of a surrogate pair. */
export function cut(text: string): string {
  return plainText(text)
    .toWellFormed()
    .slice(0, MAX_TEXT)
    .replace(/[\uD800-\uDBFF]$/u, '')
    .trim();
}

/**
 * Replaces each control character with a space. The API refuses control characters, and a pasted text may contain some.
 */
export function plainText(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}

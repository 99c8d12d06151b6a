/** The text with a space for each control character. The API refuses them, and a pasted text may have some. */
export function plainText(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}

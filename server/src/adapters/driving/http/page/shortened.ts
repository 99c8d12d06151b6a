/** The text on one line. If it is longer than `maxLength`, it is cut between two words and ends with an ellipsis. */
export function shortened(text: string, maxLength: number): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= maxLength) return line;
  const cut = line.slice(0, maxLength).toWellFormed();
  const lastSpace = cut.lastIndexOf(' ');
  // A text without spaces, such as a Japanese one, is cut at `maxLength`.
  const words = lastSpace > maxLength / 2 ? cut.slice(0, lastSpace) : cut.replace(/\uFFFD$/, '');
  return `${words.replace(/(?<![\s,;:.–-])[\s,;:.–-]+$/u, '')}…`;
}

/** The beginning of a text, as one line, cut between words and with an ellipsis if the text is longer. */
export function shortened(text: string, maxLength: number): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= maxLength) return line;
  const cut = line.slice(0, maxLength).toWellFormed();
  const lastSpace = cut.lastIndexOf(' ');
  // A text in a script without spaces is cut at the length.
  const words = lastSpace > maxLength / 2 ? cut.slice(0, lastSpace) : cut.replace(/\uFFFD$/, '');
  return `${words.replace(/[\s,;:.–-]+$/u, '')}…`;
}

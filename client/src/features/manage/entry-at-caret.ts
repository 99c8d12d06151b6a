/** An entry of a list that is typed as text: the part between two commas, or one line. */
export type Entry = { readonly start: number; readonly end: number; readonly text: string };

/** The entry that the caret is in, without surrounding spaces. */
export function entryAt(text: string, caret: number, separator: ',' | '\n'): Entry {
  const start = text.lastIndexOf(separator, caret - 1) + 1;
  const next = text.indexOf(separator, caret);
  const raw = text.slice(start, next < 0 ? text.length : next);
  const lead = raw.length - raw.trimStart().length;
  const trimmed = raw.trim();
  return { start: start + lead, end: start + lead + trimmed.length, text: trimmed };
}

/**
 * Replaces an entry. Adds a separator after the last entry, so that the next one can be typed at once.
 *
 * @returns the new text, and where the caret belongs
 */
export function replaceEntry(
  text: string,
  { start, end }: Entry,
  replacement: string,
  separator: ',' | '\n',
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(end).trimEnd();
  const next = rest === '' ? (separator === ',' ? ', ' : separator) : '';
  const head = text.slice(0, start) + replacement + next;
  return { text: head + rest, caret: head.length };
}

/** A word of a text: its folded form and its position in the original text, `[start, end)` in UTF-16 code units. */
export type Token = { readonly term: string; readonly start: number; readonly end: number };

/** Joins several words into one: their terms without spaces, from the start of the first to the end of the last. */
export function joinTokens(run: readonly Token[]): Token {
  return { term: run.map(({ term }) => term).join(''), start: run[0]?.start ?? 0, end: run.at(-1)?.end ?? 0 };
}

/** Divides the words into groups, in order. A word joins the group of the word before it if the two belong together. */
export function groupTokens(
  tokens: readonly Token[],
  belongTogether: (before: Token, token: Token) => boolean,
): Token[][] {
  const groups: Token[][] = [];
  let before: Token | undefined;
  for (const token of tokens) {
    const group = groups.at(-1);
    if (group && before && belongTogether(before, token)) group.push(token);
    else groups.push([token]);
    before = token;
  }
  return groups;
}

/** Whether a word is a single letter. */
export function isInitial(term: string): boolean {
  return term.length === 1 && /\p{L}/u.test(term);
}

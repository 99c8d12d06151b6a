/**
 * Returns where the typed words are the beginning of a word of the text, as `[start, end)` in UTF-16 code units. Case
 * and diacritics do not matter: "amel" is found in "Amélie". A word with a typo is not found.
 */
export function typedRanges(text: string, typed: string): readonly (readonly [number, number])[] {
  const words = foldLetters(typed)
    .letters.split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const { letters, starts } = foldLetters(text);
  return words.flatMap((word) => {
    const at = [...letters.matchAll(/[\p{L}\p{N}]+/gu)].find(([found]) => found.startsWith(word))?.index;
    return at === undefined ? [] : [[starts[at] ?? 0, starts[at + word.length] ?? text.length] as const];
  });
}

/** The letters without case and diacritics, and where each of them begins in the text. */
function foldLetters(text: string): { readonly letters: string; readonly starts: readonly number[] } {
  let letters = '';
  const starts: number[] = [];
  let index = 0;
  for (const character of text) {
    const folded = character.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
    starts.push(...new Array<number>(folded.length).fill(index));
    letters += folded;
    index += character.length;
  }
  return { letters, starts };
}

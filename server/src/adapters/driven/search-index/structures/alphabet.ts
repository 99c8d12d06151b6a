/** The codes 1 to 254 stand for the most frequent letters. All rarer letters of a large alphabet share this code. */
export const RARE = 255;

/** The letters of the words, the most frequent first, and their codes. */
export function alphabetOf(words: readonly string[]): { alphabet: Uint16Array; codes: Map<number, number> } {
  const counts = new Map<number, number>();
  for (const word of words) {
    for (let i = 0; i < word.length; i += 1) {
      const unit = word.charCodeAt(i);
      counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
  }
  const alphabet = [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([unit]) => unit);
  return {
    // If there are this many letters, the last one has no code: it only shows that there are rare letters.
    alphabet: Uint16Array.from(alphabet.slice(0, RARE)),
    codes: new Map(alphabet.slice(0, RARE - 1).map((unit, i) => [unit, i + 1])),
  };
}

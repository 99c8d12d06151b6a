/** The codes 1 to 254 stand for the most frequent letters. All rarer letters of a large alphabet share this code. */
export const RARE = 255;

const ASCII = 0x80;

/** The letters of the words, the most frequent first, and the code of each of them. */
export function alphabetOf(words: readonly string[]): { alphabet: Uint16Array; codeOf: (unit: number) => number } {
  // Nearly all letters are ASCII. An array takes a third of the time of a map.
  const ofAscii = new Uint32Array(ASCII);
  const ofOthers = new Map<number, number>();
  for (const word of words) {
    for (let i = 0; i < word.length; i += 1) {
      const unit = word.charCodeAt(i);
      if (unit < ASCII) ofAscii[unit]! += 1;
      else ofOthers.set(unit, (ofOthers.get(unit) ?? 0) + 1);
    }
  }
  const counts = [...ofAscii.entries(), ...ofOthers].filter(([, count]) => count > 0);
  const alphabet = counts.sort(([a, m], [b, n]) => n - m || a - b).map(([unit]) => unit);
  const codes = new Map(alphabet.slice(0, RARE - 1).map((unit, i) => [unit, i + 1]));
  const asciiCodes = Uint8Array.from(ofAscii, (_, unit) => codes.get(unit) ?? RARE);
  return {
    // If there are this many letters, the last one has no code: it only shows that there are rare letters.
    alphabet: Uint16Array.from(alphabet.slice(0, RARE)),
    codeOf: (unit) => (unit < ASCII ? asciiCodes[unit]! : (codes.get(unit) ?? RARE)),
  };
}

/** Digits of some scripts consist of two code units, so each half of such a pair counts as a digit. */
const MAY_BE_DIGIT = /[\p{Nd}\p{Cs}]/u;

/**
 * For each code, 1 if it may stand for a digit. The code of all rare letters may.
 *
 * @param codes the code of each letter
 */
export function digitCodesOf(codes: ReadonlyMap<number, number>): Uint8Array {
  const digits = new Uint8Array(RARE + 1);
  digits[RARE] = 1;
  for (const [unit, code] of codes) if (MAY_BE_DIGIT.test(String.fromCharCode(unit))) digits[code] = 1;
  return digits;
}

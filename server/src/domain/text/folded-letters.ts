/** Letters that Unicode does not decompose, each with what people type instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
  ...{ ø: 'o', ɔ: 'o', ɵ: 'o', ə: 'e', ɛ: 'e', ɇ: 'e', ı: 'i', ɨ: 'i', ʉ: 'u', ⱥ: 'a' },
  ...{ ƀ: 'b', ɓ: 'b', ƈ: 'c', ȼ: 'c', đ: 'd', ð: 'd', ɖ: 'd', ɗ: 'd', ƒ: 'f', ǥ: 'g', ɠ: 'g', ħ: 'h', ɉ: 'j', ȷ: 'j' },
  ...{ ĸ: 'k', ƙ: 'k', ł: 'l', ƚ: 'l', ŋ: 'n', ɲ: 'n', ɍ: 'r', ŧ: 't', ƭ: 't', ⱦ: 't', ʋ: 'v', ƴ: 'y', ɏ: 'y', ƶ: 'z' },
  // Greek: the sigma at the end of a word. Ukrainian: ge with upturn.
  ...{ ς: 'σ', ґ: 'г' },
  // Arabic, Persian and Urdu variants of alef, yeh, kaf and heh.
  ...{ ٱ: 'ا', ى: 'ي', ی: 'ي', ک: 'ك', ڪ: 'ك', ة: 'ه', ہ: 'ه', ھ: 'ه', ە: 'ه' },
};

const LETTERS = new RegExp(`[${Object.keys(INSTEAD).join('')}]`, 'gu');

/**
 * Letters that are removed: modifier letters that are written like apostrophes, such as the ʻ of "ʻOhana", and the
 * Arabic kashida, which only stretches a word.
 */
const SILENT = /[\u02b9-\u02bf\u02c8-\u02cb\ua78b\ua78c\u0640]+/gu;

/**
 * The marks that most people do not type: those of Latin, Greek and Cyrillic letters, Hebrew points, and Arabic vowels.
 * Marks of other scripts distinguish words, so they stay: for example the vowel signs of Devanagari and Thai. The two
 * marks of kana (U+3099, U+309A) stay too. They belong to no single script, so the expression excludes them by code
 * point.
 */
const DIACRITICS =
  /[[\p{M}&&[\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{scx=Hebr}\p{scx=Arab}\p{sc=Zinh}]]--[\u3099\u309a]]+/gv;

/** A kana followed by its mark. Once the two are one code unit, が no longer begins with か, and か does not find it. */
const MARKED_KANA = /[\u3041-\u30ff][\u3099\u309a]/g;

/** Composes kana with their marks, which NFKD takes apart. */
export function composeKana(text: string): string {
  return text.replace(MARKED_KANA, (kana) => kana.normalize('NFC'));
}

/** The digits of other scripts. */
const NATIVE_DIGIT = /[\p{Nd}--[0-9]]/gv;

/** Folds the letters and marks of a text that is already in lower case and in NFKD. */
export function foldLetters(text: string): string {
  const folded = text
    .replace(DIACRITICS, '')
    .replace(SILENT, '')
    .replace(LETTERS, (letter) => INSTEAD[letter] ?? letter)
    .replace(NATIVE_DIGIT, asciiDigit);
  // Marks may have been removed that kept others out of the order of NFKD, or a kana from its mark.
  return composeKana(folded.normalize('NFKD'));
}

const ANY_DIGIT = /\p{Nd}/u;

/** Unicode encodes the ten digits of a script side by side, with zero first. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (ANY_DIGIT.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}

/** Letters that Unicode does not decompose into a base letter and a mark, with the letters that people type instead. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

// eslint-disable-next-line no-control-regex -- the whole of ASCII is meant
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * Folds a text so that texts which people consider the same become equal: compatibility forms (NFKD), lower case, no
 * diacritics. Punctuation and spaces stay. Folding a folded text changes nothing.
 */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[ßæœøđðþłı]/g, (letter) => UNDECOMPOSED[letter] ?? letter);
}

/** A word of a text: its folded form and its position in the original text, `[start, end)` in UTF-16 code units. */
export type Token = { readonly term: string; readonly start: number; readonly end: number };

/**
 * A run of letters and digits, or `&`, or a single numeral such as the ½ of "8½" and the ³ of "Alien³", which people type
 * as a separate word. An apostrophe inside a word belongs to it ("don't" is one word, `dont`).
 */
const WORD = /&|\p{No}|[\p{L}\p{Nd}\p{Nl}\p{M}]+(?:['’ʼ][\p{L}\p{Nd}\p{Nl}\p{M}]+)*/gu;

/** Splits a text into words, in order. Symbols are not words, except `&`, which becomes "and". */
export function tokenize(text: string): Token[] {
  return tokenizeAscii(text) ?? tokenizeUnicode(text);
}

function tokenizeUnicode(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(WORD)) {
    const raw = match[0];
    // Some ligatures fold to several words. Without the spaces they remain one.
    const term = raw === '&' ? 'and' : foldText(raw).replace(/['’ʼ\s]/g, '');
    if (term !== '') tokens.push({ term, start: match.index, end: match.index + raw.length });
  }
  return tokens;
}

const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const LAST_ASCII = 0x7f;

/**
 * The same for ASCII texts, or `undefined` for other texts. Most texts are ASCII, search reads many of them, and this is
 * five times as fast.
 */
function tokenizeAscii(text: string): Token[] | undefined {
  const lower = text.toLowerCase();
  const tokens: Token[] = [];
  for (let at = 0; at < lower.length; at += 1) {
    const code = lower.charCodeAt(at);
    if (!isAsciiWord(code)) {
      if (code > LAST_ASCII) return undefined;
      if (code === AMPERSAND) tokens.push({ term: 'and', start: at, end: at + 1 });
      continue;
    }
    const start = at;
    let apostrophes = false;
    for (at += 1; at < lower.length; at += 1) {
      const next = lower.charCodeAt(at);
      if (isAsciiWord(next)) continue;
      if (next > LAST_ASCII) return undefined;
      if (next !== APOSTROPHE || !isAsciiWord(lower.charCodeAt(at + 1))) break;
      apostrophes = true;
    }
    const raw = lower.slice(start, at);
    tokens.push({ term: apostrophes ? raw.replaceAll("'", '') : raw, start, end: at });
    at -= 1;
  }
  return tokens;
}

/** `a` to `z` and `0` to `9`. False for NaN, which `charCodeAt` returns after the end. */
function isAsciiWord(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

/** The words of a text, without their positions. */
export function termsOf(text: string): string[] {
  return tokenize(text).map((token) => token.term);
}

/** Splits off a leading English article, unless it is the only word. "The Godfather" gives "the" and "godfather". */
export function splitArticle(terms: readonly string[]): { article: '' | 'the' | 'a' | 'an'; rest: readonly string[] } {
  const [first] = terms;
  const article = first === 'the' || first === 'a' || first === 'an' ? first : '';
  return terms.length > 1 && article !== '' ? { article, rest: terms.slice(1) } : { article: '', rest: terms };
}

/** A title as a key for sorting and comparing: its words, one space apart, without a leading English article. */
export function titleKey(title: string): string {
  return splitArticle(termsOf(title)).rest.join(' ');
}

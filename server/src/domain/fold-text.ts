/** Letters that Unicode does not decompose into a base letter and a mark, but that people type as these. */
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

/**
 * Folds a text to what people mean by "the same": compatibility forms (NFKD), lower case, no diacritics.
 * Punctuation and spaces stay. Folding a folded text changes nothing.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[ßæœøđðþłı]/g, (letter) => UNDECOMPOSED[letter] ?? letter);
}

/** A word of a text: its folded form and where it stands in the text as given, `[start, end)` in UTF-16 code units. */
export type Token = { readonly term: string; readonly start: number; readonly end: number };

/**
 * A run of letters and digits, or `&`, or a numeral of its own such as the ½ of "8½" and the ³ of "Alien³", which people
 * type apart. An apostrophe inside a word belongs to it ("don't" is one word, `dont`).
 */
const WORD = /&|\p{No}|[\p{L}\p{Nd}\p{Nl}\p{M}]+(?:['’ʼ][\p{L}\p{Nd}\p{Nl}\p{M}]+)*/gu;

/** Splits a text into words, in order. A symbol that is no letter or digit is no word, save `&`, which reads "and". */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(WORD)) {
    const raw = match[0];
    const term = raw === '&' ? 'and' : foldText(raw).replace(/['’ʼ]/g, '');
    if (term !== '') tokens.push({ term, start: match.index, end: match.index + raw.length });
  }
  return tokens;
}

/** The words of a text alone. */
export function termsOf(text: string): string[] {
  return tokenize(text).map((token) => token.term);
}

/** A text as a sort key and for "is it the same title": its words, one space apart, without a leading English article. */
export function titleKey(title: string): string {
  const terms = termsOf(title);
  const rest = terms.length > 1 && /^(?:the|an?)$/.test(terms[0] ?? '') ? terms.slice(1) : terms;
  return rest.join(' ');
}

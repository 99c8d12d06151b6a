import { splitArticle, tokenize, type Token } from './fold-text.ts';

/** More words than this without a space between them are not a compound, but a list or a mistake. */
const MAX_COMPOUND_WORDS = 8;

const ROMAN = new Map(
  (
    'ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx ' +
    'xxi xxii xxiii xxiv xxv xxvi xxvii xxviii xxix xxx'
  )
    .split(' ')
    .map((roman, i) => [roman, String(i + 2)]),
);
const ARABIC = new Map([...ROMAN].map(([roman, arabic]) => [arabic, roman]));

/** After one of these words, "i" is a number, as in "Part I". */
const NUMBERED = new Set(['part', 'chapter', 'volume', 'vol', 'book', 'episode']);

/**
 * The words by which a name can be found: its own words, and each compound, which is a run of words without a space
 * between them. "Jean-Claude" has the words `jean` and `claude`, and the compound `jeanclaude`.
 *
 * @param tokens the name's own words, if the caller has them already
 */
export function nameTokens(name: string, tokens: readonly Token[] = tokenize(name)): readonly Token[] {
  return hasCompounds(name, tokens) ? [...tokens, ...compoundsOf(name, tokens)] : tokens;
}

/**
 * The words by which a title can be found: its words and compounds, as for a name ("Spider-Man" also has `spiderman`,
 * "M*A*S*H" also has `mash`), and each number from 2 to 30 in both Roman and Arabic numerals ("Rocky II" also has `2`,
 * "Rocky 2" also has `ii`).
 *
 * @param tokens the title's own words, if the caller has them already
 */
export function titleTokens(title: string, tokens: readonly Token[] = tokenize(title)): readonly Token[] {
  const numerals: Token[] = [];
  let before: string | undefined;
  for (const token of tokens) {
    const other = otherNumeral(token.term, before);
    if (other !== undefined) numerals.push({ ...token, term: other });
    before = token.term;
  }
  if (!hasCompounds(title, tokens)) return numerals.length > 0 ? [...tokens, ...numerals] : tokens;
  return [...tokens, ...numerals, ...compoundsOf(title, tokens)];
}

/** The ways in which people may type a whole title: compounds joined or not, numbers in Roman or Arabic numerals. */
export type TitleForms = {
  /** Its words in order, as written, without the leading article. Empty only if the title has no word. */
  readonly words: readonly string[];
  readonly article: '' | 'the' | 'a' | 'an';
  /** Distinct keys, each the words of one form, joined by spaces. The first is that of `words` and equals `titleKey`. */
  readonly keys: readonly { readonly key: string; readonly words: number }[];
};

/** @param tokens the title's own words, if the caller has them already */
export function titleForms(title: string, tokens: readonly Token[] = tokenize(title)): TitleForms {
  const terms = tokens.map(({ term }) => term);
  const { article, rest } = splitArticle(terms);
  const keys = new Map([[rest.join(' '), rest.length]]);
  const joined = hasCompounds(title, tokens) ? runsOf(title, tokens).map((run) => joinTokens(run).term) : terms;
  for (const form of [...numeralForms(terms), joined, ...numeralForms(joined)]) {
    const words = splitArticle(form).rest;
    keys.set(words.join(' '), words.length);
  }
  return { words: rest, article, keys: [...keys].map(([key, words]) => ({ key, words })) };
}

/** Two versions of the words: all numbers in Roman numerals, and all in Arabic ones. Empty if there is no number. */
function numeralForms(terms: readonly string[]): (readonly string[])[] {
  const others = terms.map((term, i) => otherNumeral(term, terms[i - 1]));
  if (others.every((other) => other === undefined)) return [];
  const isRoman = (term: string) => term === 'i' || ROMAN.has(term);
  return [
    terms.map((term, i) => (isRoman(term) ? (others[i] ?? term) : term)),
    terms.map((term, i) => (isRoman(term) ? term : (others[i] ?? term))),
  ];
}

const MAX_NUMERAL_LETTERS = 'xxviii'.length;

function otherNumeral(term: string, before: string | undefined): string | undefined {
  const first = term[0] ?? '';
  // Nearly every word returns here.
  if (term.length > MAX_NUMERAL_LETTERS || !'ivx123456789'.includes(first)) return undefined;
  if (term === 'i' && before !== undefined && NUMBERED.has(before)) return '1';
  if (term === '1' && before !== undefined && NUMBERED.has(before)) return 'i';
  return ROMAN.get(term) ?? ARABIC.get(term);
}

function compoundsOf(text: string, tokens: readonly Token[]): Token[] {
  return runsOf(text, tokens).flatMap((run) => (run.length > 1 ? [joinTokens(run)] : []));
}

function joinTokens(run: readonly Token[]): Token {
  return { term: run.map(({ term }) => term).join(''), start: run[0]?.start ?? 0, end: run.at(-1)?.end ?? 0 };
}

/** Whether two neighbouring words have no space between them. */
function hasCompounds(text: string, tokens: readonly Token[]): boolean {
  let before: Token | undefined;
  for (const token of tokens) {
    if (before && !isSpaced(text, before.end, token.start)) return true;
    before = token;
  }
  return false;
}

function isSpaced(text: string, from: number, to: number): boolean {
  return text.charCodeAt(from) === 0x20 || /\s/u.test(text.slice(from, to));
}

/** The words in order, grouped into runs without a space between them. A run that is too long is split into its words. */
function runsOf(text: string, tokens: readonly Token[]): Token[][] {
  const runs: Token[][] = [];
  for (const token of tokens) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before && !isSpaced(text, before.end, token.start)) run.push(token);
    else runs.push([token]);
  }
  return runs.flatMap((run) => (run.length > MAX_COMPOUND_WORDS ? run.map((token) => [token]) : [run]));
}

import { tokenizeAscii } from './ascii-words.ts';
import { composeKana, foldLetters } from './folded-letters.ts';
import { hasSpacelessScript, isPlainCharacter, splitCharacters, type Part } from './spaceless-scripts.ts';
import { joinFractions } from './fractions.ts';
import { rememberingSome } from './remembering.ts';
import { groupTokens, isInitial, joinTokens, type Token } from './tokens.ts';

// eslint-disable-next-line no-control-regex -- the whole of ASCII is meant
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * Matches a run of more than 30 marks. The voicing marks of half-width kana count as marks here, although Unicode calls
 * them letters. No language has such runs (UAX #15 ends a run at 30 too), and the time to sort the marks of a run grows
 * with the square of its length.
 */
const MORE_MARKS = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu;

/**
 * Two ligatures stand for phrases of 18 and 8 letters. They fold to short forms of these phrases, so folding makes a text
 * at most seven times as long. Without this, 100 films with names full of them made the snapshot 17 times as large.
 */
const PHRASES: Readonly<Record<string, string>> = { '\ufdfa': '\u0635\u0644\u0639\u0645', '\ufdfb': '\u062c\u0644' };
const PHRASE = /[\ufdfa\ufdfb]/g;

/**
 * Folds a text so that texts which people consider the same become equal: compatibility forms (NFKD), lower case, ASCII
 * digits, no diacritics, kana composed (see folded-letters.ts). Punctuation and spaces stay. Of a run of marks, the first
 * 30 count. Folding a folded text changes nothing.
 */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const bounded = text.replace(MORE_MARKS, '$1').replace(PHRASE, (ligature) => PHRASES[ligature] ?? ligature);
  const folded = foldLetters(bounded.normalize('NFKD').toLowerCase().normalize('NFKD'));
  // NFKD may turn one mark into two.
  return folded.replace(MORE_MARKS, '$1');
}

const APOSTROPHE = "['’‘´＇ʼ׳״]";
const LETTERS = '\\p{L}\\p{Nd}\\p{Nl}\\p{M}';
/** A `+` with words on both sides and either no space or one space on each side. In "33+1⁄3" it is not a word. */
const PLUS_SIGN =
  '(?<=[\\p{L}\\p{M}])[+＋](?=[\\p{L}\\p{N}])|(?<=\\p{N})[+＋](?=\\p{L})|(?<=[\\p{L}\\p{N}\\p{M}] )[+＋](?= [\\p{L}\\p{N}])';

/**
 * A word is one of these: a run of letters and digits; `&`; `+` between two words; or a single numeral such as the ½
 * of "8½" and the ³ of "Alien³", which people type as separate words. An apostrophe inside a word belongs to it
 * ("don't" is one word, `dont`). But the n of "rock'n'roll" is a word of its own.
 */
const WORD = new RegExp(
  `(?<and>[&＆﹠]|${PLUS_SIGN})|(?<numeral>\\p{No})|(?<=[${LETTERS}]${APOSTROPHE})[nN](?![${LETTERS}])|` +
    `[${LETTERS}]+(?:${APOSTROPHE}(?![nN](?![${LETTERS}]))[${LETTERS}]+)*`,
  'gu',
);

/**
 * Splits a text into words, in order. `&`, and `+` between two words, are the word "and". Other symbols are not words,
 * unless the text has only symbols. In that case all of them are one word, so that "???" is found.
 *
 * In scripts without spaces, such as Han, kana or Thai, each pair of neighbouring characters is a word: 神隠し has 神隠 and
 * 隠し. Such words overlap. A character that is alone is also a word.
 */
export function tokenize(text: string): Token[] {
  const tokens = tokenizeChunk(text);
  return tokens.length > 0 ? tokens : symbolsOf(text);
}

/**
 * The words of a chunk of a text: a part between two spaces. Like {@link tokenize}, but symbols alone are never words.
 * The words of a text are those of its chunks, except that a `+` is "and" only if there are words beside it.
 */
export function tokenizeChunk(chunk: string): Token[] {
  return joinFractions(chunk, tokenizeAscii(chunk) ?? tokenizeCharacters(chunk) ?? tokenizeUnicode(chunk));
}

/**
 * Splits a text of kana and Chinese characters into the same words as {@link tokenizeUnicode}, in a seventh of the time.
 * Returns `undefined` for other texts.
 */
function tokenizeCharacters(text: string): Token[] | undefined {
  for (let at = 0; at < text.length; at += 1) if (!isPlainCharacter(text.charCodeAt(at))) return undefined;
  if (text.length < 2) return [{ term: text, start: 0, end: text.length }];
  return Array.from({ length: text.length - 1 }, (_, at) => ({ term: text.slice(at, at + 2), start: at, end: at + 2 }));
}

function tokenizeUnicode(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: raw, index: start, groups } of text.matchAll(WORD)) {
    const end = start + raw.length;
    if (groups?.['and'] !== undefined) tokens.push({ term: 'and', start, end });
    else if (groups?.['numeral'] !== undefined) tokens.push({ term: foldNumeral(raw), start, end });
    else if (hasSpacelessScript(raw)) tokens.push(...spacelessWords(raw, start));
    else tokens.push({ term: foldWord(raw), start, end });
  }
  return tokens.filter(({ term }) => term !== '');
}

/**
 * How many folded words are kept, and the most letters of each. Folding a word takes 1 us and more, and texts repeat short
 * words: 650 films with titles such as "½ ½ ½ ..." added 15 s to a build. A longer word may be a slice that keeps its
 * whole text in memory.
 */
const KEPT_WORDS = 1_000;
const KEPT_LETTERS = 12;

/**
 * Folds one word. Some ligatures fold to several words. The spaces between these are removed, so that one word remains.
 */
export function foldWord(raw: string): string {
  return raw.length > KEPT_LETTERS ? foldAnyWord(raw) : foldShortWord(raw);
}

function foldAnyWord(raw: string): string {
  return foldText(raw).replace(/[^\p{L}\p{N}\p{M}]+/gu, '');
}

const foldShortWord = rememberingSome(foldAnyWord, KEPT_WORDS);

/** Folds a single numeral: `1/2` for "½", `3` for "³". */
const foldNumeral = rememberingSome((raw) => {
  const numbers = foldText(raw).split(/[^\p{L}\p{N}]+/u);
  return numbers.filter((number) => number !== '').join('/');
}, KEPT_WORDS);

/**
 * Splits a run of letters into words. Each pair of neighbouring characters of a script without spaces is a word, and so
 * is each part in another script.
 */
function spacelessWords(raw: string, at: number): Token[] {
  const tokens: Token[] = [];
  const parts = foldParts(raw);
  for (const [i, { text, start, end, isCharacter }] of parts.entries()) {
    const next = parts[i + 1];
    if (isCharacter && next?.isCharacter) {
      tokens.push({ term: text + next.text, start: at + start, end: at + next.end });
    } else if (!isCharacter || !parts[i - 1]?.isCharacter) {
      tokens.push({ term: text, start: at + start, end: at + end });
    }
  }
  return tokens;
}

/**
 * The parts of a word, folded. A character that folds to a mark, such as the half-width dakuten, joins the character
 * before it.
 */
function foldParts(raw: string): Part[] {
  const parts: (Part & { readonly texts: string[] })[] = [];
  for (const part of splitCharacters(raw)) {
    const { isCharacter, end } = part;
    const text = isCharacter && part.text.length === 1 ? composeKana(part.text.normalize('NFKD')) : foldWord(part.text);
    const before = parts.at(-1);
    if (before && isCharacter && MARK_FIRST.test(text)) {
      before.texts.push(text);
      parts[parts.length - 1] = { ...before, end };
    } else parts.push({ ...part, text, texts: [text] });
  }
  // A character and all its marks are composed at once. A text may have thousands of marks in a row.
  return parts.map(({ texts, ...part }) => (texts.length > 1 ? { ...part, text: composeKana(texts.join('')) } : part));
}

const MARK_FIRST = /^\p{M}/u;

/**
 * Each character of the scripts without spaces as a word. A search for a single character finds the text by these
 * words.
 */
export function spacelessCharacters(text: string): Token[] {
  if (ASCII.test(text) || !hasSpacelessScript(text)) return [];
  const characters = foldParts(text).filter(({ isCharacter }) => isCharacter);
  return characters.map(({ text: term, start, end }) => ({ term, start, end }));
}

/** Invisible characters, such as the joiners inside an emoji. */
const INVISIBLE = /[\s\p{Default_Ignorable_Code_Point}]+/gu;

/** All symbols of a text that has no word, as one word. */
function symbolsOf(text: string): Token[] {
  const term = foldText(text).replace(INVISIBLE, '');
  const start = text.length - text.trimStart().length;
  return term === '' ? [] : [{ term, start, end: text.trimEnd().length }];
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

/** The words of a text. Initials with dots between them become one word: `ai` for "A.I.", `hg` for "H. G. Wells". */
export function joinSpelledInitials(text: string, tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(({ term }) => isInitial(term))) return tokens;
  const areSpelled = (before: Token, token: Token) =>
    isInitial(before.term) && isInitial(token.term) && /^\. ?$/.test(text.slice(before.end, token.start));
  return groupTokens(tokens, areSpelled).map(joinTokens);
}

/**
 * The words by which whole titles are compared, in order. Initials with dots between them are one word, so "A.I." does
 * not begin with an article. "n" between two words is the word "and": "Rock 'n' Roll" is "rock and roll".
 *
 * @param tokens the text's own words, if the caller has them already
 */
export function titleTerms(text: string, tokens: readonly Token[] = tokenize(text)): readonly string[] {
  const words = joinSpelledInitials(text, tokens);
  return words.map(({ term, end }, at) => {
    const isAnd = term === 'n' && at > 0 && at < words.length - 1 && text[end] !== '.';
    return isAnd ? 'and' : term;
  });
}

/** A title as a key for comparing: its {@link titleTerms}, one space apart, without a leading English article. */
export function titleKey(title: string): string {
  return splitArticle(titleTerms(title)).rest.join(' ');
}

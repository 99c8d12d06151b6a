import { canonicalize, equivalentsOf, isRoman, mayHaveEquivalents, otherNumeral } from './canonical-terms.ts';
import { joinSpelledInitials, spacelessCharacters, splitArticle, titleTerms, tokenize } from './fold-text.ts';
import { groupTokens, isInitial, joinTokens, type Token } from './tokens.ts';
import { meaningsOfV } from './versus.ts';

/** More words than this without a space between them are not a compound, but a list or a mistake. */
const MAX_COMPOUND_WORDS = 8;

const SPACE = 0x20;

/**
 * The words by which a name can be found: its own words; each compound, which is a run of words without a space between
 * them; the initials joined; and "and" for "n" between two words. "Jean-Claude" has the words `jean` and `claude`, and
 * the compound `jeanclaude`. "J. K. Simmons" has `j`, `k`, `simmons` and `jk`.
 *
 * @param tokens the name's own words, if the caller has them already
 */
export function nameTokens(name: string, tokens: readonly Token[] = tokenize(name)): readonly Token[] {
  const more: Token[] = [];
  if (hasCompounds(name, tokens)) more.push(...compoundsOf(name, tokens));
  if (tokens.some(({ term }) => isInitial(term))) more.push(...initialsOf(tokens));
  for (const [at, token] of tokens.entries()) {
    const isBetween = at > 0 && at < tokens.length - 1;
    if (token.term === 'n' && isBetween) more.push({ ...token, term: 'and' });
  }
  more.push(...spacelessCharacters(name));
  return withoutRepeats(tokens, more);
}

/** How people shorten the words of genres. */
const SHORT_WORDS: ReadonlyMap<string, string> = new Map([
  ['science', 'sci'],
  ['fiction', 'fi'],
]);

/**
 * The words by which a genre can be found: its own words, and for "Science Fiction" also `sci`, `fi` and `scifi`.
 *
 * @param tokens the genre's own words, if the caller has them already
 */
export function genreTokens(genre: string, tokens: readonly Token[] = tokenize(genre)): readonly Token[] {
  const short = tokens.flatMap((token) => {
    const term = SHORT_WORDS.get(token.term);
    return term === undefined ? [] : [{ ...token, term }];
  });
  return short.length > 1 ? withoutRepeats(tokens, [...short, joinTokens(short)]) : tokens;
}

/**
 * The words by which a title can be found: its words and compounds, as for a name ("Spider-Man" also has `spiderman`,
 * "M*A*S*H" also has `mash`), and other ways to write them: numbers ("Rocky II" also has `2` and `two`), abbreviations
 * ("Mr. Smith" also has `mister`), and possessives without their s ("Wayne's World" also has `wayne`).
 *
 * @param tokens the title's own words, if the caller has them already
 */
export function titleTokens(title: string, tokens: readonly Token[] = tokenize(title)): readonly Token[] {
  const more: Token[] = [];
  if (tokens.some(({ term }) => mayHaveEquivalents(term))) more.push(...equivalentTokens(title, tokens));
  for (const token of tokens) {
    const owner = ownerOf(title, token);
    if (owner !== undefined) more.push({ ...token, term: owner, end: token.end - "'s".length });
  }
  if (hasCompounds(title, tokens)) more.push(...compoundsOf(title, tokens));
  const spelled = joinSpelledInitials(title, tokens);
  // Nearly all titles have no such initials. Adding the words of these titles again would need a search for repeats,
  // which took a tenth of the time.
  if (spelled !== tokens) more.push(...spelled);
  more.push(...spacelessCharacters(title));
  return withoutRepeats(tokens, more);
}

function equivalentTokens(title: string, tokens: readonly Token[]): Token[] {
  const terms = tokens.map(({ term }) => term);
  const equivalents = tokens.flatMap((token, at) => {
    if (!mayHaveEquivalents(token.term)) return [];
    const others = token.term === 'v' ? equivalentsOfV(title, tokens, at) : equivalentsOf(terms, at);
    return others.map((term) => ({ ...token, term }));
  });
  const canonical = canonicalize(terms).map(({ term, from, to }) => ({ ...joinTokens(tokens.slice(from, to)), term }));
  return [...equivalents, ...canonical];
}

function equivalentsOfV(title: string, tokens: readonly Token[], at: number): readonly string[] {
  return meaningsOfV(title, tokens, at).flatMap((meaning) => {
    if (meaning === 'versus') return ['vs', 'versus'];
    // A "v" at the beginning of a title is hardly ever five, so "five" does not find it.
    return at > 0 ? ['5', 'five'] : ['5'];
  });
}

function withoutRepeats(tokens: readonly Token[], more: readonly Token[]): readonly Token[] {
  if (more.length === 0) return tokens;
  const terms = new Set(tokens.map(({ term }) => term));
  return [...tokens, ...more.filter(({ term }) => !terms.has(term) && terms.add(term))];
}

/** The ways in which people may type a whole title: compounds joined or not, numbers in Roman or Arabic numerals. */
export type TitleForms = {
  /** The words of the title in order, as written, without the leading article. Empty only if the title has no word. */
  readonly words: readonly string[];
  readonly article: '' | 'the' | 'a' | 'an';
  /**
   * Distinct keys. Each consists of the words of one form, joined by spaces. The first key is made of `words` and
   * equals `titleKey`.
   */
  readonly keys: readonly { readonly key: string; readonly words: number }[];
};

/** @param tokens the title's own words, if the caller has them already */
export function titleForms(title: string, tokens: readonly Token[] = tokenize(title)): TitleForms {
  const { article, rest } = splitArticle(titleTerms(title, tokens));
  const keys = new Map([[rest.join(' '), rest.length]]);
  const words = joinSpelledInitials(title, tokens);
  // "Boyz n the Hood" also begins with "boyz n".
  const written = words.map(({ term }) => term);
  const forms = [written, ...numeralForms(title, words)];
  if (hasCompounds(title, tokens)) {
    const joined = compoundsOf(title, tokens);
    forms.push(
      joined.map(({ term }) => term),
      ...numeralForms(title, joined),
    );
  }
  for (const form of forms) {
    const formRest = splitArticle(form).rest;
    keys.set(formRest.join(' '), formRest.length);
  }
  return { words: rest, article, keys: [...keys].map(([key, words]) => ({ key, words })) };
}

/**
 * Two versions of the words: one with all numbers in Roman numerals, and one with all in Arabic ones. Empty if there
 * is no number.
 */
function numeralForms(title: string, tokens: readonly Token[]): (readonly string[])[] {
  const terms = tokens.map(({ term }) => term);
  const others = terms.map((term, at) => {
    const isNumeral = term !== 'v' || meaningsOfV(title, tokens, at).includes('5');
    return isNumeral ? otherNumeral(terms, at) : undefined;
  });
  if (others.every((other) => other === undefined)) return [];
  return [
    terms.map((term, i) => (isRoman(term) ? (others[i] ?? term) : term)),
    terms.map((term, i) => (isRoman(term) ? term : (others[i] ?? term))),
  ];
}

/** Contractions of two words, such as "it's" for "it is", without their apostrophe. They are not possessives. */
const CONTRACTED = new Set('its hes shes thats theres heres wheres whats whos hows whens whys lets'.split(' '));

/** The word of a possessive without its s: `wayne` for "Wayne's". */
export function ownerOf(text: string, { term, start, end }: Token): string | undefined {
  // Nearly every word returns here.
  if (!term.endsWith('s') || !isApostrophe(text.charCodeAt(end - 2))) return undefined;
  return end - start < 3 || CONTRACTED.has(term) ? undefined : term.slice(0, -1);
}

function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x2019 || code === 0x2bc;
}

/** Neighbouring initials joined, whatever characters are between them: `jk` for "J. K. Simmons". */
function initialsOf(tokens: readonly Token[]): Token[] {
  return groupTokens(tokens, (before, token) => isInitial(before.term) && isInitial(token.term)).map(joinTokens);
}

/** The words with each compound joined. */
function compoundsOf(text: string, tokens: readonly Token[]): Token[] {
  return runsOf(text, tokens).map(joinTokens);
}

function hasCompounds(text: string, tokens: readonly Token[]): boolean {
  let before: Token | undefined;
  for (const token of tokens) {
    if (before && isCompound(text, before, token)) return true;
    before = token;
  }
  return false;
}

/** Whether two neighbouring words have no space between them. Words of a script without spaces overlap instead. */
function isCompound(text: string, before: Token, { start }: Token): boolean {
  if (start < before.end) return start === before.start;
  return text.charCodeAt(before.end) !== SPACE && !/\s/u.test(text.slice(before.end, start));
}

/**
 * The words in order, grouped into runs without a space between them. A run that is too long is split into its words.
 */
function runsOf(text: string, tokens: readonly Token[]): Token[][] {
  return groupTokens(tokens, (before, token) => isCompound(text, before, token)).flatMap((run) =>
    run.length > MAX_COMPOUND_WORDS ? run.map((token) => [token]) : [run],
  );
}

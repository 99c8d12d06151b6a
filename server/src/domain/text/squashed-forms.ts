import { canonicalTerms } from './canonical-terms.ts';
import { joinSpelledInitials, splitArticle, titleTerms, tokenize } from './fold-text.ts';
import { ownerOf } from './searchable-words.ts';
import type { Token } from './tokens.ts';
import { meaningsOfV } from './versus.ts';

/**
 * Each "v" or "versus" of a title after these stays as it is. A title of 500 characters can have 250 of them, and each
 * makes a form as long as the title. No title of the real data has more than one.
 */
const MOST_VERSUS = 4;

/**
 * The distinct strings that a typed whole title may become when some differences are ignored: spaces, punctuation, a
 * leading article, numerals, number words, abbreviations, "and", and the s of a possessive. "Wayne's World 2" has
 * `waynesworld2` and `wayneworld2`. "Salt & Pepper" has `saltpepper`, `saltandpepper` and `saltnpepper`. The first
 * form is what {@link squashedQuery} returns for the title itself. The others are for typed text in which words run
 * together.
 *
 * @param tokens the title's own words, if the caller has them already
 */
export function squashedForms(title: string, tokens: readonly Token[] = tokenize(title)): readonly string[] {
  const words = joinSpelledInitials(title, tokens);
  const terms = titleTerms(title, tokens);
  const forms = new Set<string>();
  addForms(terms, forms);
  if (words.some((token) => ownerOf(title, token) !== undefined)) {
    addForms(
      words.map((token, at) => ownerOf(title, token) ?? terms[at] ?? token.term),
      forms,
    );
  }
  for (let at = 1, left = MOST_VERSUS; at < terms.length - 1 && left > 0; at += 1) {
    const others = versusOrFive(title, words, at);
    if (others.length > 0) left -= 1;
    for (const other of others) addForms(terms.with(at, other), forms);
  }
  return [...forms];
}

/**
 * Other canonical terms for a "v", "vs" or "versus" between two words. A typed "v" may mean either "versus" or five.
 */
function versusOrFive(title: string, words: readonly Token[], at: number): readonly string[] {
  const term = words[at]?.term;
  if (term === 'v') return meaningsOfV(title, words, at);
  return term === 'vs' || term === 'versus' ? ['v'] : [];
}

function addForms(terms: readonly string[], forms: Set<string>): void {
  const { rest } = splitArticle(terms);
  const canonical = canonicalTerms(rest);
  forms.add(squash(canonical));
  // As in "rockyiv" and "oceanseleven".
  forms.add(rest.join(''));
  if (!canonical.includes('and')) return;
  forms.add(canonical.join(''));
  forms.add(canonical.map((term) => (term === 'and' ? 'n' : term)).join(''));
}

/**
 * Turns typed words into one of the {@link squashedForms} of the title that they may mean: canonical terms without a
 * leading article, "and" and spaces. Different words may give the same string.
 *
 * @param terms folded words, see `titleTerms`
 */
export function squashedQuery(terms: readonly string[]): string {
  return squash(canonicalTerms(splitArticle(terms).rest));
}

/**
 * If words follow each other in a title, one of its {@link squashedForms} contains one of these texts. The words may be
 * inside a number: "hundred and" is in the form `onehundredandonedalmatians`, and not in `101dalmatians`.
 *
 * @param terms folded words, see `titleTerms`
 */
export function squashedPhrases(terms: readonly string[]): readonly string[] {
  return [...new Set([squashedQuery(terms), splitArticle(terms).rest.join('')])];
}

function squash(canonical: readonly string[]): string {
  if (!canonical.includes('and')) return canonical.join('');
  return canonical.filter((term) => term !== 'and').join('') || canonical.join('');
}

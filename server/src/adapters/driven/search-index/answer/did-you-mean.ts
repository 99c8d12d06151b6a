import type { FilmSummary } from '../../../../domain/film.ts';
import type { MatchedWord } from '../../../../domain/film-query.ts';
import { splitArticle, titleTerms, tokenize } from '../../../../domain/text/fold-text.ts';
import { squashedQuery } from '../../../../domain/text/squashed-forms.ts';
import type { Leniency } from '../match/word-finder.ts';
import type { TypedText } from '../match/query-plan.ts';
import { rankNumber, rankOf } from '../match/ranks.ts';
import type { FilmTexts } from './film-words.ts';
import { matchWords } from './matched-words.ts';

/**
 * What the user probably meant to type, according to the best film of the answer. If the film's whole title was found
 * with typos, it is this title. Otherwise it is the text, with each mistyped word replaced by the film's word. The
 * title and the words are spelled as the film spells them.
 *
 * @param rank the rank of the film
 * @param leniency see {@link matchWords}
 * @returns `undefined` if the film was found without typos, if only spaces, symbols and case would change, if a mistyped
 * word is too short to be replaced, or if two typed words stand for one word of the film
 */
export function didYouMean(
  typed: string,
  text: TypedText,
  film: FilmTexts,
  rank: number,
  leniency: Leniency | undefined,
): string | undefined {
  if (rank < rankNumber('title-typo')) return undefined;
  const { name } = rankOf(rank);
  if (name !== 'title-typo' && name !== 'name-typo' && !leniency) return undefined;
  if (name === 'title-typo') return isTyped(film.title, text) ? undefined : film.title;
  const words = matchWords(text, film, name, leniency);
  const isSure = words.every(({ word, edits }) => !edits || word.length >= MIN_CORRECTED_LETTERS) || areTogether(words);
  if (!isSure || isSameWordTwice(words)) return undefined;
  const meant = corrected(typed, film, words);
  return isSameText(meant, typed) ? undefined : meant;
}

/**
 * A shorter word is similar to many words. So it is corrected only if one title or one name has all words of the text.
 * "fite club" is not corrected to Fitz and Club, which are in the cast and in the title of The Jane Austen Book Club.
 */
const MIN_CORRECTED_LETTERS = 5;

function areTogether([first, ...others]: readonly MatchedWord[]): boolean {
  return others.every(({ field, name }) => field === first?.field && name === first?.name);
}

/**
 * The typed text, in which each word that the film has is replaced by the film's word. Unfinished words stay as
 * typed.
 */
function corrected(typed: string, film: FilmSummary, words: readonly MatchedWord[]): string {
  const textOf = new Map(words.filter(isReplaced).map(({ word, text }) => [word, text]));
  const joined = new Set(words.filter(standsForSeveral).map(({ word }) => word));
  const { article } = splitArticle(titleTerms(film.title));
  let sentence = '';
  let end = 0;
  let last: string | undefined;
  for (const [i, { term, start, end: next }] of tokenize(typed).entries()) {
    const isArticle = i === 0 && term === article;
    const text = isArticle ? film.title.trimStart().slice(0, article.length) : textOf.get(term);
    // Words of scripts without spaces overlap. A word that begins inside the word before it is left out.
    if (text === undefined || start < end) continue;
    // If two typed words are one word of the film, the second adds nothing.
    const isSecond = joined.has(term) && text === last;
    sentence += isSecond ? '' : typed.slice(end, start) + text;
    end = next;
    last = joined.has(term) && !isSecond ? text : undefined;
  }
  return (sentence + typed.slice(end)).trim();
}

/** Whether several typed words may be one word of the film: "star wars" for "Starwars", "thirty nine" for "39". */
function standsForSeveral({ how }: MatchedWord): boolean {
  return how === 'joined' || how === 'equivalent';
}

/** Whether two typed words were taken for the same word of the film, as "alna" and "alda" for "Alda". */
function isSameWordTwice(words: readonly MatchedWord[]): boolean {
  const texts = words.filter((word) => isReplaced(word) && !standsForSeveral(word)).map(({ text }) => text);
  return new Set(texts).size < texts.length;
}

/** An unfinished word stays as typed, because nobody knows its end. */
function isReplaced({ how }: MatchedWord): boolean {
  return how !== 'missing' && how !== 'prefix';
}

/** Like {@link isSameText} with the typed text, whose words are known. */
function isTyped(title: string, { article, readings: [{ joined, squashed }] }: TypedText): boolean {
  const terms = titleTerms(title);
  return terms.join('') === article + joined || squashedQuery(terms) === squashed;
}

/** Whether two texts differ only in spaces, symbols and case, or are two equivalent spellings of a title. */
function isSameText(a: string, b: string): boolean {
  const [left, right] = [titleTerms(a), titleTerms(b)];
  return left.join('') === right.join('') || squashedQuery(left) === squashedQuery(right);
}

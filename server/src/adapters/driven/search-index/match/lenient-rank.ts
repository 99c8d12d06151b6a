import { MAX_MISSPELT_WORDS } from '../../../../domain/text/typo-rules.ts';
import { LEVELS } from './preference.ts';
import { rankNumber, type RankName } from './ranks.ts';

/** More edits than any film can have. A film can have at most two in each word. */
const MAX_EDITS = 2 * MAX_MISSPELT_WORDS + 1;

/** How a film has the words of a text, if typos are tolerated. */
type LenientWords = {
  /** How many words the text has, and how many of them the title has, with or without typos. */
  readonly words: number;
  readonly inTitle: number;
  /** The typos in all words together. */
  readonly edits: number;
  /** How many words have typos, and how many are missing. */
  readonly misspelt: number;
  readonly missing: number;
  /** Whether a missing word is not a number. */
  readonly lacksWord: boolean;
  /** Whether the title, one alternative title or one name has all words. */
  readonly isTogether: boolean;
  /** Whether the film has the unfinished last word only as the beginning of a longer word. */
  readonly isOnlyBegun: boolean;
  /** Whether the title has no words besides those of the text. */
  readonly isCovered: boolean;
  /** See `Preference`. */
  readonly level: number;
};

/**
 * The rank of a film; see {@link rankNumber}. Within a rule, films are ordered by these details: all words in the
 * title, in one alternative title or in one name, or only numbers missing (for "hulk 2", films with only "hulk" come
 * before films with only "2"); fewer edits; the last word as a whole word; no word in the title besides those of the
 * text; more words of the text in the title; preferred by the query. For a text of one word, the fourth detail comes
 * first: "cassabl" more likely means Casablanca than a longer title with a more similar word.
 *
 * @param areKnown whether the synopses are searched: usually each word is then in some film as typed, so that typos are
 * only a guess
 */
export function lenientRank(film: LenientWords, areKnown: boolean): number {
  const { words, inTitle, edits, missing, lacksWord, isTogether, isOnlyBegun, isCovered, level } = film;
  const isLikely = isTogether || (missing > 0 && !lacksWord);
  const misfit =
    words === 1
      ? (isCovered ? 0 : MAX_EDITS) + edits
      : ((isLikely ? 0 : MAX_EDITS) + edits) * 4 + (isOnlyBegun ? 2 : 0) + (isCovered ? 0 : 1);
  const detail = misfit * (words + 1) + words - inTitle;
  return rankNumber(rankFor(film, areKnown), detail * LEVELS + level);
}

function rankFor({ missing, misspelt }: LenientWords, areKnown: boolean): RankName {
  if (missing > 0) return 'fewer-words';
  if (misspelt > 1) return 'several-typos';
  return areKnown ? 'one-typo-together' : 'one-typo';
}

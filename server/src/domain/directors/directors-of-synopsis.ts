import { DIRECTOR_RULES, type DirectorRule } from './director-rules.ts';
import { isOtherCredit } from './other-credits.ts';
import { completeNames, readNames } from './read-names.ts';

/** More characters of a synopsis are not read. The longest of the Wikipedia Movie Data Set has 1,519. */
const MOST_CHARACTERS = 3_000;
/**
 * Nearly all credits have "direct". The text from the eleventh such place on is not read. The synopses of the data set have
 * at most 7. Each place may need the whole text before it, so the time would grow with the square: 170 took 43 ms.
 */
const MOST_PLACES = 10;

/** Every credit has one of these words. The patterns of the rules take 0.3 s to compile, so they are not tried in vain. */
const MAY_HAVE_CREDIT = /direct| by | from /iu;

/**
 * The directors whom a synopsis names, in the order in which it names them. The rules are in docs/directors.md.
 *
 * @param synopsis the `extract` of a film
 * @returns the names, each once; empty if the synopsis names no director
 */
export function directorsOfSynopsis(synopsis: string): readonly string[] {
  const read = upToLastPlace(synopsis.slice(0, MOST_CHARACTERS));
  const text = /\s\s|[^\S ]/u.test(read) ? read.replace(/\s+/gu, ' ') : read;
  if (!MAY_HAVE_CREDIT.test(text)) return [];
  for (const rule of DIRECTOR_RULES) {
    const names = namesByRule(rule, text);
    if (names.length > 0) return names;
  }
  return [];
}

function upToLastPlace(text: string): string {
  let places = 0;
  for (const { index } of text.matchAll(/direct/giu)) if ((places += 1) > MOST_PLACES) return text.slice(0, index);
  return text;
}

/** The names in the first credit, and in every credit of co-directors that follows it. */
function namesByRule({ pattern, onlyFirst, onlyFullNames }: DirectorRule, text: string): readonly string[] {
  const directors = new Set<string>();
  for (const match of text.matchAll(pattern)) {
    const isCoDirector = /^co/iu.test(match[0]);
    if ((directors.size > 0 && !isCoDirector) || isOtherCredit(text, match.index)) continue;
    const credit = match.groups?.['names'];
    const names = credit === undefined ? readNames(text, match.index + match[0].length) : readNames(credit, 0);
    for (const name of completeNames(onlyFirst ? names.slice(0, 1) : names, text)) {
      if (!onlyFullNames || name.includes(' ')) directors.add(name);
    }
  }
  return [...directors];
}

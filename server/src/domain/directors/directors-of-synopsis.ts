import { DIRECTOR_RULES, type DirectorRule } from './director-rules.ts';
import { isOtherCredit } from './other-credits.ts';
import { completeNames, readNames } from './read-names.ts';

/**
 * The directors whom a synopsis names, in the order in which it names them. The rules are in docs/directors.md.
 *
 * @param synopsis the `extract` of a film
 * @returns the names, each once; empty if the synopsis names no director
 */
export function directorsOfSynopsis(synopsis: string): readonly string[] {
  const text = /\s\s|[^\S ]/u.test(synopsis) ? synopsis.replace(/\s+/gu, ' ') : synopsis;
  for (const rule of DIRECTOR_RULES) {
    const names = namesByRule(rule, text);
    if (names.length > 0) return names;
  }
  return [];
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

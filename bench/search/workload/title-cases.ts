import { pick, type Random } from '../../../server/testing/random.ts';
import { termsOf, titleKey } from '../../../server/src/domain/text/fold-text.ts';
import type { Catalogue } from './catalogue.ts';
import { EMPTY_QUERY, MAX_QUERY_LENGTH, UNCLEAR, type CaseMaker } from './bench-case.ts';
import { makeTypo, textsOneEditAway } from './make-typo.ts';

/**
 * Makes queries of class a. A query is a title exactly as the film has it. Other films with the same title (remakes)
 * are equally correct answers.
 */
export function exactTitle(catalogue: Catalogue, random: Random): CaseMaker {
  return () => {
    const film = pick(random, catalogue.films);
    const q = film.attributes.title;
    if (q.length > MAX_QUERY_LENGTH || film.key === '') return undefined;
    const query = { ...EMPTY_QUERY, q };
    const films = catalogue.clearMatches(query);
    return films ? { query, truth: { titleKey: film.key, total: films.length } } : UNCLEAR;
  };
}

/**
 * Makes queries of class b. A query is the first 2 to 8 letters of a title, including its article. There are equally
 * many queries of each length, because the lengths are used in turn. If a draw gives a text that was drawn before, the
 * next draw has the same length. If the lengths were drawn at random, most of the short texts would be repeats and be
 * dropped, so most of the remaining texts would be long.
 */
export function titlePrefix(catalogue: Catalogue, random: Random): CaseMaker {
  const made = new Set<string>();
  return () => {
    const film = pick(random, catalogue.films);
    const text = film.titleTerms.join(' ');
    const length = 2 + (made.size % 7);
    const typed = text.slice(0, length);
    if (typed.length < length || typed.trim() !== typed || made.has(typed)) return undefined;
    const query = { ...EMPTY_QUERY, q: typed };
    const films = catalogue.clearMatches(query);
    if (!films) return UNCLEAR;
    made.add(typed);
    const total = films.length;
    const startsSoAtBest = Math.min(10, catalogue.titlesStarting(typed)) / Math.min(10, total);
    return { query, truth: { typed, id: film.id, total, startsSoAtBest } };
  };
}

/**
 * Makes queries of class c. A query is a whole title with one typo in one of its words of five letters or more. Queries
 * are left out if no engine could know which title was intended. That is the case if a query matches films as typed, is
 * itself a title, or is one edit away from a second title.
 */
export function typo(catalogue: Catalogue, random: Random): CaseMaker {
  return () => {
    const film = pick(random, catalogue.films);
    if (film.attributes.title.length >= MAX_QUERY_LENGTH) return undefined;
    const typed = makeTypo(random, film.attributes.title);
    if (!typed) return undefined;
    const query = { ...EMPTY_QUERY, q: typed.text };
    const key = termsOf(typed.text).join(' ');
    if (catalogue.titled(titleKey(typed.text)).length > 0 || catalogue.matching(query).length > 0) return undefined;
    for (const near of textsOneEditAway(key)) {
      const nearKey = titleKey(near);
      if (nearKey !== film.key && catalogue.titled(nearKey).length > 0) return undefined;
    }
    return { query, truth: { titleKey: film.key } };
  };
}

import { pick, type Random } from '../../../server/testing/random.ts';
import type { Catalogue } from './catalogue.ts';
import { EMPTY_QUERY, MAX_QUERY_LENGTH, UNCLEAR, type CaseMaker } from './bench-case.ts';

/** Makes queries of class d. A query is the full name of a person. Its truth lists all films of that person. */
export function castName(catalogue: Catalogue, random: Random): CaseMaker {
  return () => {
    const film = pick(random, catalogue.films);
    if (film.castTerms.length === 0) return undefined;
    const index = Math.floor(random() * film.castTerms.length);
    const terms = film.castTerms[index] ?? [];
    const q = film.attributes.cast?.[index] ?? '';
    if (terms.length < 2 || q.length > MAX_QUERY_LENGTH) return undefined;
    const name = terms.join(' ');
    const films = catalogue.withWords(terms).filter((other) => other.castTerms.some((it) => it.join(' ') === name));
    const query = { ...EMPTY_QUERY, q };
    const matching = catalogue.clearMatches(query);
    return matching ? { query, truth: { ids: films.map(({ id }) => id), total: matching.length } } : UNCLEAR;
  };
}

/**
 * Makes queries of class e. A query has a word of a film's title and the surname of one of its cast members. No other
 * film has both words.
 */
export function titleWordAndSurname(catalogue: Catalogue, random: Random): CaseMaker {
  return () => {
    const film = pick(random, catalogue.films);
    const words = film.titleTerms.filter((term) => term.length >= 4 && !/^\d+$/.test(term));
    const surnames = film.castTerms.flatMap((terms) => (terms.length > 1 ? [terms.at(-1) ?? ''] : []));
    if (words.length === 0 || surnames.length === 0) return undefined;
    const [word, surname] = [pick(random, words), pick(random, surnames)];
    if (surname.length < 3 || catalogue.withWords([word, surname]).length !== 1) return undefined;
    const query = { ...EMPTY_QUERY, q: `${word} ${surname}` };
    const matching = catalogue.clearMatches(query);
    return matching ? { query, truth: { id: film.id, total: matching.length } } : UNCLEAR;
  };
}

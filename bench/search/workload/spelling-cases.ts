import type { Random } from '../../../server/testing/random.ts';
import { pick } from '../../../server/testing/random.ts';
import { titleKey } from '../../../server/src/domain/text/fold-text.ts';
import * as numbers from '../../relevance/manglers/numbers.ts';
import * as typing from '../../relevance/manglers/typing.ts';
import * as words from '../../relevance/manglers/words.ts';
import { EMPTY_QUERY, MAX_QUERY_LENGTH, type BenchCase, type CaseMaker } from './bench-case.ts';
import type { CatalogueFilm } from './catalogue-film.ts';
import type { Catalogue } from './catalogue.ts';

/** i: a title with one of its words written as two: "Dead pool". Both parts are words of other films. */
export function splitWord(catalogue: Catalogue, random: Random): CaseMaker {
  return () => {
    const film = pick(random, catalogue.films);
    const q = words.splitWord(random, film.attributes.title, (word) => catalogue.frequency(word));
    return caseOf(catalogue, film, q);
  };
}

/** j: a title with a number written in another way, in words, digits or Roman numerals: "9 to Five". */
export function numberWritten(catalogue: Catalogue, random: Random): CaseMaker {
  const isTitle = (text: string) => catalogue.titled(titleKey(text)).length > 0;
  return () => {
    const film = pick(random, catalogue.films);
    const { title } = film.attributes;
    const changed = [
      numbers.digitsAsWords(random, title),
      numbers.wordsAsDigits(random, title),
      numbers.romanAsNumber(random, title, isTitle),
      numbers.digitsAsRoman(random, title),
    ].filter((text) => text !== undefined);
    return changed.length === 0 ? undefined : caseOf(catalogue, film, pick(random, changed));
  };
}

/**
 * k: a title whose last word is unfinished and has a typo: "Cassabl". A query is left out if films match it as it is
 * typed, or if another title starts with it, because no engine could know which title was intended.
 */
export function typoInUnfinishedWord(catalogue: Catalogue, random: Random): CaseMaker {
  return () => {
    const film = pick(random, catalogue.films);
    const q = typing.typoInUnfinishedWord(random, film.attributes.title);
    const made = caseOf(catalogue, film, q);
    if (!made || catalogue.matching(made.query).length > 0) return undefined;
    return catalogue.titlesStarting(titleKey(q ?? '')) > 0 ? undefined : made;
  };
}

/** All films of the title are equally correct. */
function caseOf(catalogue: Catalogue, film: CatalogueFilm, typed: string | undefined): BenchCase | undefined {
  if (typed === undefined || typed.length > MAX_QUERY_LENGTH || titleKey(typed) === '') return undefined;
  const ids = catalogue.titled(film.key).map(({ id }) => id);
  return { query: { ...EMPTY_QUERY, q: typed.toLowerCase() }, truth: { ids } };
}

import { pick, randomInt, type Random } from '../../../server/testing/random.ts';
import type { CatalogueFilm } from './catalogue-film.ts';
import { naiveFacet, type Catalogue } from './catalogue.ts';
import { BENCH_FACETS, EMPTY_QUERY, UNCLEAR, type CaseMaker } from './bench-case.ts';

/** Longest range of years in a query. */
const MAX_YEARS = 30;

/**
 * Makes queries of class f. A query has a genre and a range of 1 to 30 years, but no text. It asks for the newest films
 * first.
 */
export function yearRangeAndGenre(catalogue: Catalogue, random: Random): CaseMaker {
  return () => {
    const { year, genres = [] } = pick(random, catalogue.films).attributes;
    if (genres.length === 0) return undefined;
    const yearFrom = year - randomInt(random, MAX_YEARS);
    const yearTo = yearFrom + randomInt(random, MAX_YEARS);
    const query = { ...EMPTY_QUERY, genres: [pick(random, genres)], yearFrom, yearTo, sort: '-year' as const };
    return { query, truth: { total: catalogue.matching(query).length } };
  };
}

/** Makes queries of class g. A query has a word of a film's title, one of its genres and its decade. */
export function textGenreDecade(catalogue: Catalogue, random: Random): CaseMaker {
  return () => {
    const film = pick(random, catalogue.films);
    const { year, genres = [] } = film.attributes;
    const q = plainWord(film, random);
    if (q === undefined || genres.length === 0) return undefined;
    const yearFrom = Math.floor(year / 10) * 10;
    const query = { ...EMPTY_QUERY, q, genres: [pick(random, genres)], yearFrom, yearTo: yearFrom + 9 };
    const films = catalogue.clearMatches(query);
    return films ? { query, truth: { total: films.length } } : UNCLEAR;
  };
}

/** Makes queries of class h. A query has a word of a title, and asks for the counts of all three facets. */
export function facetCounts(catalogue: Catalogue, random: Random): CaseMaker {
  return () => {
    const q = plainWord(pick(random, catalogue.films), random);
    if (q === undefined) return undefined;
    const query = { ...EMPTY_QUERY, q, facets: BENCH_FACETS };
    const films = catalogue.clearMatches(query);
    if (!films) return UNCLEAR;
    const facets = {
      genre: naiveFacet('genre', films),
      decade: naiveFacet('decade', films),
      cast: naiveFacet('cast', films),
    };
    return { query, truth: { total: films.length, facets } };
  };
}

/**
 * Picks a word of the title that has at least four English letters. It never picks a numeral, an article or a word with
 * two spellings.
 */
function plainWord(film: CatalogueFilm, random: Random): string | undefined {
  const words = film.titleTerms.filter((term) => /^[a-z]{4,}$/.test(term) && !/^[ivxlc]+$/.test(term));
  return words.length > 0 ? pick(random, words) : undefined;
}

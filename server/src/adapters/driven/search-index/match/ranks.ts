/**
 * The rules that order films by relevance, the best first. The first rule that is true for a film is the film's rule.
 * See docs/search.md for examples. `about` is the part of a film that has the words: the title, one alternative title, the
 * name of one person, or the whole film.
 */
export const RANKS = [
  { name: 'title', about: 'title', because: 'the title is the query' },
  { name: 'title-without-article', about: 'title', because: 'the title is the query, ignoring the leading article' },
  {
    name: 'title-respelt',
    about: 'title',
    because: 'the title is the query, with other spaces, numerals, abbreviations or a missing possessive s',
  },
  { name: 'title-shortened', about: 'title', because: 'the title is the query without its year or without "movie"' },
  { name: 'alternative-title', about: 'alternative-title', because: 'an alternative title is the query' },
  { name: 'full-name', about: 'name', because: 'a person has the query as a full name' },
  { name: 'genre-of-year', about: 'film', because: 'the query is a genre and a year, and the film has both' },
  { name: 'title-start', about: 'title', because: 'the title begins with the words of the query' },
  { name: 'title-completed', about: 'title', because: 'the title is the query once its last word is completed' },
  {
    name: 'title-start-unfinished',
    about: 'title',
    because: 'the title begins with the query, whose last word is unfinished',
  },
  {
    name: 'title-start-other-article',
    about: 'title',
    because: 'the title begins with the query, ignoring the leading article',
  },
  {
    name: 'title-start-respelt',
    about: 'title',
    because: 'the title begins with a title that is the query in another spelling',
  },
  { name: 'title-words', about: 'title', because: 'the title has all words' },
  { name: 'title-words-unfinished', about: 'title', because: 'the title has all words, the last one unfinished' },
  { name: 'alternative-title-words', about: 'alternative-title', because: 'an alternative title has all words' },
  { name: 'title-typo', about: 'title', because: 'the title is the query with typos' },
  { name: 'name-in-synopsis', about: 'film', because: 'the synopsis mentions the query as a name' },
  { name: 'one-name', about: 'name', because: 'a person has the query as a name of one word' },
  { name: 'name-words', about: 'name', because: 'a person has all words in the name' },
  {
    name: 'name-words-unfinished',
    about: 'name',
    because: 'a person has all words in the name, the last one unfinished',
  },
  {
    name: 'alternative-title-words-unfinished',
    about: 'alternative-title',
    because: 'an alternative title has all words, the last one unfinished',
  },
  {
    name: 'name-typo',
    about: 'name',
    because: 'a person has all words in the name, one of them with a typo or different spacing',
  },
  { name: 'all-words', about: 'film', because: 'titles, cast, directors, genres and year together have all words' },
  {
    name: 'all-words-unfinished',
    about: 'film',
    because: 'titles, cast, directors, genres and year together have all words, the last one unfinished',
  },
  { name: 'one-typo', about: 'film', because: 'the film has all words, one of them with typos' },
  { name: 'shorter-title', about: 'title', because: 'the title is the query without one of its words' },
  {
    name: 'one-typo-together',
    about: 'film',
    because: 'the title, one alternative title or one name has all words, one of them with typos',
  },
  {
    name: 'synopsis',
    about: 'film',
    because: 'title, names, genres, year and synopsis together have most of the words',
  },
  { name: 'several-typos', about: 'film', because: 'the film has all words, several of them with typos' },
  { name: 'fewer-words', about: 'film', because: 'the film has some of the words' },
] as const;

export type RankName = (typeof RANKS)[number]['name'];

/** Films of one rank are ordered by a detail: an integer that is at least 0 and less than this. */
const DETAILS = 2 ** 16;

const NUMBERS = Object.fromEntries(RANKS.map(({ name }, i) => [name, i * DETAILS])) as Record<RankName, number>;

/** Combines a rank and a detail into one number. Lower numbers are better. */
export function rankNumber(name: RankName, detail = 0): number {
  return NUMBERS[name] + detail;
}

/** The rule of a number that {@link rankNumber} returned. */
export function rankOf(number: number): (typeof RANKS)[number] {
  return RANKS[Math.floor(number / DETAILS)]!;
}

/** Whether films of a rank were found by their synopsis. */
export function isSynopsisRank(name: RankName): name is 'synopsis' | 'name-in-synopsis' {
  return name === 'synopsis' || name === 'name-in-synopsis';
}

/** See {@link RANKS}. */
export function aboutOf(rank: RankName): (typeof RANKS)[number]['about'] {
  return rankOf(rankNumber(rank)).about;
}

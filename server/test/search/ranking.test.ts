import { describe, expect, test } from '@jest/globals';
import { buildSnapshot } from '../../src/adapters/driven/search-index/store/build-snapshot.ts';
import { IndexedFilmSearch } from '../../src/adapters/driven/search-index/indexed-film-search.ts';
import type { FilmAttributes } from '../../src/domain/film.ts';
import type { FilmQuery } from '../../src/domain/film-query.ts';

const KNOWN = { extract: 'x'.repeat(700), thumbnail: 'https://example.org/poster.jpg' };

/** The films, under the names that the expectations below use. A `KNOWN` film counts as well known. */
const FILMS: Record<string, FilmAttributes> = {
  'Alien 1979': { title: 'Alien', year: 1979, cast: ['Sigourney Weaver', 'Tom Skerritt'], ...KNOWN },
  'Aliens 1986': { title: 'Aliens', year: 1986, cast: ['Sigourney Weaver'], ...KNOWN },
  'Alien³ 1992': { title: 'Alien³', year: 1992, cast: ['Sigourney Weaver'] },
  'Alien Nation 1988': { title: 'Alien Nation', year: 1988, cast: ['James Caan'] },
  'My Stepmother Is an Alien 1988': { title: 'My Stepmother Is an Alien', year: 1988, cast: ['Kim Basinger'] },
  'The Godfather 1972': { title: 'The Godfather', year: 1972, cast: ['Marlon Brando', 'Al Pacino'], ...KNOWN },
  'The Godfather Part II 1974': { title: 'The Godfather Part II', year: 1974, cast: ['Al Pacino'], ...KNOWN },
  'Godfather 1991': { title: 'Godfather', year: 1991 },
  'Tokyo Godfathers 2003': { title: 'Tokyo Godfathers', year: 2003 },
  'The Black Godfather 1974': { title: 'The Black Godfather', year: 1974 },
  'Rocky 1976': { title: 'Rocky', year: 1976, cast: ['Sylvester Stallone'], ...KNOWN },
  'Rocky II 1979': { title: 'Rocky II', year: 1979, cast: ['Sylvester Stallone'] },
  'Rocky III 1982': { title: 'Rocky III', year: 1982, cast: ['Sylvester Stallone', 'Mr. T'] },
  'Rocky Balboa 2006': { title: 'Rocky Balboa', year: 2006, cast: ['Sylvester Stallone'] },
  'Spider-Man 2002': { title: 'Spider-Man', year: 2002, cast: ['Tobey Maguire'], ...KNOWN },
  'Spider-Man 2 2004': { title: 'Spider-Man 2', year: 2004, cast: ['Tobey Maguire'] },
  'Italian Spiderman 2007': { title: 'Italian Spiderman', year: 2007 },
  'Star Wars 1977': { title: 'Star Wars', year: 1977, cast: ['Harrison Ford'], ...KNOWN },
  'The Star 1952': { title: 'The Star', year: 1952, cast: ['Bette Davis'] },
  'A Star Is Born 1954': { title: 'A Star Is Born', year: 1954, cast: ['Judy Garland'] },
  'Starman 1984': { title: 'Starman', year: 1984, cast: ['Jeff Bridges'] },
  'Dark Star 1974': { title: 'Dark Star', year: 1974 },
  'M*A*S*H 1970': { title: 'M*A*S*H', year: 1970, cast: ['Donald Sutherland'] },
  'E.T. 1982': { title: 'E.T. the Extra-Terrestrial', year: 1982, cast: ['Drew Barrymore'] },
  'Fast & Furious 2009': { title: 'Fast & Furious', year: 2009, cast: ['Vin Diesel'] },
  'Amélie 2001': { title: 'Amélie', year: 2001, cast: ['Audrey Tautou'], genres: ['Comedy', 'Romance'] },
  'Stagecoach 1939': { title: 'Stagecoach', year: 1939, cast: ['John Wayne'], genres: ['Western'] },
  'The Searchers 1956': { title: 'The Searchers', year: 1956, cast: ['John Wayne'], genres: ['Western'], ...KNOWN },
  'John Wayne’s West 1991': { title: "In Search of John Wayne's West", year: 1991 },
  'Johnny Guitar 1954': { title: 'Johnny Guitar', year: 1954, cast: ['Sterling Hayden', 'John Carradine'] },
  'Wayne Johnson 1999': { title: 'Elsewhere', year: 1999, cast: ['Wayne Newton', 'John Cusack'] },
  'Carmen 1915': { title: 'Carmen', year: 1915 },
  'Carmen 1984': { title: 'Carmen', year: 1984 },
  'Carmen 1983': { title: 'Carmen', year: 1983, ...KNOWN },
  '2001 1968': { title: '2001: A Space Odyssey', year: 1968, cast: ['Keir Dullea'] },
  '1984 1956': { title: '1984', year: 1956 },
  'The Dark Knight 2008': { title: 'The Dark Knight', year: 2008, ...KNOWN },
  'One Dark Night 1983': { title: 'One Dark Night', year: 1983 },
  'Lucy 2014': { title: 'Lucy', year: 2014, cast: ['Scarlett Johansson'] },
  'The Scarlet Letter 1926': { title: 'The Scarlet Letter', year: 1926, cast: ['Lew Hanson'] },
  'Top Gun 1986': { title: 'Top Gun', year: 1986, cast: ['Tom Cruise'] },
  'Death Cruise 1974': { title: 'Death Cruise', year: 1974, cast: ['Tom Bosley'], ...KNOWN },
  'Western Union 1941': { title: 'Western Union', year: 1941, ...KNOWN },
  'Raising Arizona 1987': { title: 'Raising Arizona', year: 1987, cast: ['Nicolas Cage'] },
  'Renfield 2023': { title: 'Renfield', year: 2023, cast: ['Nicholas Hoult', 'John Cage'], ...KNOWN },
  'Top Gun: Maverick 2022': { title: 'Top Gun: Maverick', year: 2022 },
  'Pulp Fiction 1994': { title: 'Pulp Fiction', year: 1994, cast: ['Uma Thurman'], ...KNOWN },
  'Richard III 1995': { title: 'Richard III', year: 1995 },
  'Die Hard 1988': { title: 'Die Hard', year: 1988, ...KNOWN },
  'Pride & Prejudice 2005': { title: 'Pride & Prejudice', year: 2005 },
  'Pride and Prejudice 1940': { title: 'Pride and Prejudice', year: 1940, ...KNOWN },
  'Space Trek V 1989': { title: 'Space Trek V: The Final Frontier', year: 1989 },
  'Space Trek VI 1991': { title: 'Space Trek VI: The Undiscovered Country', year: 1991, ...KNOWN },
  'Solaris 1972': { title: 'Solaris', year: 1972, genres: ['Science Fiction'] },
};

/** Each query, followed by the expected films in order, each with the reason for its rank. */
const CASES: [q: string, expected: [film: string, because: string][]][] = [
  [
    'alien',
    [
      ['Alien 1979', 'is the title'],
      ['Alien³ 1992', 'starts with the query; the latest of the little-known films'],
      ['Alien Nation 1988', 'starts with the query'],
      ['Aliens 1986', 'the title continues the typed word'],
      ['My Stepmother Is an Alien 1988', 'has the word in the title'],
    ],
  ],
  [
    'the godfather',
    [
      ['The Godfather 1972', 'is the title, including the article'],
      ['Godfather 1991', 'is the title without its article'],
      ['The Godfather Part II 1974', 'starts with the query'],
      ['The Black Godfather 1974', 'has the word in the title'],
      ['Tokyo Godfathers 2003', 'a word in the title begins with it'],
    ],
  ],
  [
    'godfather',
    [
      ['Godfather 1991', 'is the title, which like the query has no article'],
      ['The Godfather 1972', 'is the title without its article'],
      ['The Godfather Part II 1974', 'starts with the query'],
      ['The Black Godfather 1974', 'has the word in the title'],
      ['Tokyo Godfathers 2003', 'a word in the title begins with it'],
    ],
  ],
  [
    'the godf',
    [
      ['The Godfather 1972', 'the title continues the typed word, including the article'],
      ['The Godfather Part II 1974', 'starts with the query, including the article'],
      ['Godfather 1991', 'the title without its article continues the typed word'],
      ['The Black Godfather 1974', 'a word in the title begins with it'],
      ['Tokyo Godfathers 2003', 'the same, from a year whose films are less known'],
    ],
  ],
  [
    'rocky 2',
    [
      [
        'Rocky II 1979',
        'is the title with its number in Arabic numerals; one digit does not begin the year of another',
      ],
    ],
  ],
  [
    'rocky ii',
    [
      ['Rocky II 1979', 'is the title'],
      ['Rocky III 1982', 'the title continues the typed word'],
    ],
  ],
  [
    'spiderman',
    [
      ['Spider-Man 2002', 'is the title, written without a space'],
      ['Spider-Man 2 2004', 'starts with the query'],
      ['Italian Spiderman 2007', 'has the word in the title'],
    ],
  ],
  [
    'spider man',
    [
      ['Spider-Man 2002', 'is the title'],
      ['Spider-Man 2 2004', 'starts with the query'],
    ],
  ],
  ['mash', [['M*A*S*H 1970', 'single letters also count as one word without spaces']]],
  ['et extra', [['E.T. 1982', 'the same, and the title starts with the query']]],
  ['fast and fur', [['Fast & Furious 2009', '& is "and"']]],
  ['amelie', [['Amélie 2001', 'diacritics are ignored']]],
  [
    'star',
    [
      ['The Star 1952', 'is the title without its article'],
      ['Star Wars 1977', 'starts with the query, and is well known'],
      ['A Star Is Born 1954', 'starts with the query without its article'],
      ['Starman 1984', 'the title continues the typed word'],
      ['Dark Star 1974', 'has the word in the title'],
    ],
  ],
  [
    'john wayne',
    [
      ['The Searchers 1956', 'the cast has that name, and it is well known'],
      ['Stagecoach 1939', 'the cast has that name'],
      ['John Wayne’s West 1991', 'has the words in the title, one of them in a possessive'],
      ['Wayne Johnson 1999', 'the words are from the names of two people'],
    ],
  ],
  [
    'weaver alien 1979',
    [
      ['Alien 1979', 'title and cast have the words, and the year fits'],
      ['Alien³ 1992', 'the same, but the year does not fit'],
    ],
  ],
  [
    'dark night',
    [
      ['One Dark Night 1983', 'has the words in the title'],
      ['The Dark Knight 2008', 'is the title with a typo, although another title has the words'],
    ],
  ],
  [
    'nicholas cage',
    [
      ['Raising Arizona 1987', 'one name has both words, one with a typo'],
      ['Renfield 2023', 'the words are from two names'],
    ],
  ],
  [
    'pride & prejudice',
    [
      ['Pride & Prejudice 2005', 'is the title as typed'],
      ['Pride and Prejudice 1940', 'is the title, with the word for the symbol'],
    ],
  ],
  [
    'space trek v',
    [
      ['Space Trek V 1989', 'starts with the query, which ends with a numeral'],
      ['Space Trek VI 1991', 'starts with the unfinished query'],
    ],
  ],
  ['sci-fi', [['Solaris 1972', 'is of the genre']]],
  ['scifi 70s', [['Solaris 1972', 'is of the genre and of the decade']]],
  ['solaris the movie', [['Solaris 1972', 'is the title; "the movie" is optional']]],
  [
    'western 1956',
    [
      ['The Searchers 1956', 'is of the genre and of the year'],
      ['Western Union 1941', 'starts with the query without its year'],
      ['Stagecoach 1939', 'is of the genre'],
    ],
  ],
  [
    'film 1956',
    [
      ['The Searchers 1956', 'is of the year, which is all that the query says; well known'],
      ['1984 1956', 'the same, little known'],
    ],
  ],
  [
    'western wayne',
    [
      ['The Searchers 1956', 'genre and cast have the words; well known'],
      ['Stagecoach 1939', 'the same, less known'],
    ],
  ],
  [
    'carmen',
    [
      ['Carmen 1983', 'the best known of equal titles'],
      ['Carmen 1984', 'then the latest'],
      ['Carmen 1915', 'then the older'],
    ],
  ],
];

/** Queries for which no film has all words as typed. */
const LENIENT: [q: string, isPartial: boolean, didYouMean: string | undefined, expected: [string, string][]][] = [
  [
    'godfahter',
    false,
    'The Godfather',
    [
      ['The Godfather 1972', 'is the title with two letters swapped; well known'],
      ['Godfather 1991', 'is the title with two letters swapped'],
      ['The Godfather Part II 1974', 'has the word in the title; well known'],
      ['The Black Godfather 1974', 'has the word in the title'],
      ['Tokyo Godfathers 2003', 'is two typos away'],
    ],
  ],
  [
    'tar wars',
    false,
    'Star Wars',
    [['Star Wars 1977', 'the title as a whole is one typo away, although a word of three letters tolerates no typo']],
  ],
  ['ztar wars', false, 'Star Wars', [['Star Wars 1977', 'the first letter may be wrong']]],
  ['starwars', false, undefined, [['Star Wars 1977', 'is the title without its space']]],
  [
    'topgun',
    false,
    undefined,
    [
      ['Top Gun 1986', 'is the title without its space'],
      ['Top Gun: Maverick 2022', 'starts with that title'],
    ],
  ],
  ['pulpfic', false, 'Pulp Fiction', [['Pulp Fiction 1994', 'is the title without its space, unfinished']]],
  [
    'die hard 3',
    true,
    undefined,
    [['Die Hard 1988', 'lacks only the number; Richard III is similar only without spaces']],
  ],
  [
    'solaris 2',
    true,
    undefined,
    [
      ['Solaris 1972', 'lacks only the number'],
      ['The Godfather Part II 1974', 'has only the number; well known'],
      ['Spider-Man 2 2004', 'the same; less known'],
      ['Rocky II 1979', 'the same; less known, because its title shows that it is a sequel'],
    ],
  ],
  ['stage coach', false, undefined, [['Stagecoach 1939', 'is the title with a space too many']]],
  ['marlon brndo', false, 'Marlon Brando', [['The Godfather 1972', 'names may be misspelt too']]],
  [
    'sigourny weever',
    false,
    'Sigourney Weaver',
    [
      ['Aliens 1986', 'both words misspelt; equally known, the later'],
      ['Alien 1979', 'the same, earlier'],
      ['Alien³ 1992', 'the same, little known'],
    ],
  ],
  [
    'tom crusie',
    false,
    'Tom Cruise',
    [
      ['Top Gun 1986', 'one name has both words'],
      ['Death Cruise 1974', 'the words are from the title and a name'],
    ],
  ],
  [
    'scarlet johanson',
    false,
    undefined,
    [
      ['The Scarlet Letter 1926', 'has one word as typed; the other, with two typos, is in the cast'],
      ['Lucy 2014', 'one name has both words with typos, although a film has one of them as typed'],
    ],
  ],
  [
    'aliens caan',
    false,
    undefined,
    [['Alien Nation 1988', 'has one word as typed, and the stem of the other in the title']],
  ],
  ['1985', false, undefined, []],
  ['1890s', false, undefined, []],
  [
    'rocky xylophone',
    true,
    undefined,
    [
      ['Rocky 1976', 'one of two words, in the title; well known'],
      ['Rocky Balboa 2006', 'the same; less known'],
      ['Rocky III 1982', 'the same; less known, because its title shows that it is a sequel'],
      ['Rocky II 1979', 'the same; an earlier year'],
    ],
  ],
  [
    'godfahter pacino xylophone',
    true,
    'Godfather Pacino xylophone',
    [
      ['The Godfather 1972', 'two of three words, one misspelt; better known, because it has a sequel'],
      ['The Godfather Part II 1974', 'the same'],
    ],
  ],
  ['qqqq xxxxx', false, undefined, []],
];

const idOf = new Map(Object.keys(FILMS).map((name, i) => [name, `film-${String(i)}`]));
const nameOf = new Map([...idOf].map(([name, id]) => [id, name]));
const search = IndexedFilmSearch.fromSnapshot(
  buildSnapshot(
    Object.entries(FILMS).map(([name, attributes]) => ({ id: idOf.get(name) ?? '', version: 1, attributes })),
  ),
);

async function find(q: string) {
  const query: FilmQuery = { q, cast: [], genres: [], sort: 'relevance', limit: 100, facets: [] };
  const result = await search.search(query);
  return { ...result, names: result.items.map(({ id }) => nameOf.get(id)) };
}

describe('films that have all words', () => {
  test.each(CASES)('%s', async (q, expected) => {
    const { names, total, isPartial, didYouMean } = await find(q);
    expect(names).toEqual(expected.map(([film]) => film));
    expect({ total, isPartial, didYouMean }).toEqual({
      total: expected.length,
      isPartial: false,
      didYouMean: undefined,
    });
  });
});

describe('films that have the words with typos, or most of the words', () => {
  test.each(LENIENT)('%s', async (q, isPartial, didYouMean, expected) => {
    const result = await find(q);
    expect(result.names).toEqual(expected.map(([film]) => film));
    expect(result).toMatchObject({ total: expected.length, isPartial });
    expect(result.didYouMean).toBe(didYouMean);
  });
});

test('a title is not marked if a misspelt name is what was found', async () => {
  const { names, highlights } = await find('nicholas cage');
  expect(highlights[names.indexOf('Raising Arizona 1987')]).toMatchObject({ title: [], cast: [expect.anything()] });
});

describe('if a whole title is the text with a typo', () => {
  async function idsFound(films: Readonly<Record<string, Partial<FilmAttributes>>>, q: string) {
    const entries = Object.entries(films).map(([id, attributes]) => ({
      ...{ id, version: 1, attributes: { title: id, year: 1990, ...attributes } },
    }));
    const query: FilmQuery = { q, cast: [], genres: [], sort: 'relevance', limit: 100, facets: [] };
    const { items } = await IndexedFilmSearch.fromSnapshot(buildSnapshot(entries)).search(query);
    return items.map(({ id }) => id);
  }

  const MARLOWS = { begun: { title: 'Marlowesque Night' }, named: { cast: ['Al Marlowitz'] } };

  test('only titles have the single word as a beginning with a typo', async () => {
    expect(await idsFound(MARLOWS, 'marlou')).toEqual(['begun', 'named']);
    expect(await idsFound({ ...MARLOWS, whole: { title: 'Marlow' } }, 'marlou')).toEqual(['whole', 'begun']);
  });

  const OTHERS = { plot: { extract: 'Twelve jurors argue.' }, named: { cast: ['Cyd Charisse'] } };

  test('synopses are not searched if no film has one of the words, and it is only the beginning of another', async () => {
    expect(await idsFound(OTHERS, 'twelve charis')).toContain('plot');
    expect(await idsFound({ ...OTHERS, whole: { title: 'The Twelve Chairs' } }, 'twelve charis')).toEqual(['whole']);
  });

  test('synopses are searched if some film has each word', async () => {
    const films = { plot: { extract: 'Their toys come alive.' }, whole: { title: 'Boys Alive' } };
    expect(await idsFound(films, 'toys alive')).toEqual(['whole', 'plot']);
  });
});

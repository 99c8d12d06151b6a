import fc from 'fast-check';
import { readDeclarations, type DeclaredAttributes } from '../../src/domain/declared-attributes.ts';
import type { Film, FilmAttributes, JsonValue } from '../../src/domain/film.ts';
import { FACETS, FILM_SORTS, type AttributeFilter, type FilmQuery } from '../../src/domain/film-query.ts';

/**
 * Words, many of which match each other: similar words, words that are prefixes of others, joined, numbered and folded
 * forms, and words in other scripts.
 */
const WORDS = [
  ...['the', 'a', 'an', 'of', 'and', '&', 'star', 'stars', 'starwars', 'wars', 'war', 'warz', 'tsar', 'stair'],
  ...['spider', 'man', 'Spider-Man', 'spiderman', 'X-Men', 'M*A*S*H', 'mash', 'E.T.', 'et', "Ocean's", 'oceans'],
  ...[
    'godfather',
    'godmother',
    'godfathers',
    'part',
    'Part',
    'I',
    'II',
    'III',
    '2',
    '3',
    '1',
    'V',
    'x',
    '1984',
    '1985',
  ],
  ...[
    'Amélie',
    'amelie',
    'Ünder',
    'under',
    'Straße',
    'strasse',
    '七人の侍',
    '七人',
    'Ｆｕｌｌ',
    'Alien³',
    '8½',
    'ﷺ',
    '🎬',
  ],
  ...['two', "Wayne's", 'Mr.', 'J. K.', '$', 'Οδύσσεια', '千と千尋の神隠し', '神隠し', 'แฟนฉัน'],
  ...['brando', 'Brandon', 'Marlon', 'Marlo', 'De', 'Niro', 'DeNiro', 'Jean-Claude', 'crime', 'drama', '1972'],
];

const anyWord = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
);
const phrase = (max: number) => fc.array(anyWord, { minLength: 1, maxLength: max }).map((words) => words.join(' '));

/** Names in several spellings: initials with and without dots and spaces, case, diacritics, commas, apostrophes. */
const SPELLINGS = [
  ...[
    'J. K. Simmons',
    'J.K. Simmons',
    'JK Simmons',
    'J K Simmons',
    'W. C. Fields',
    'WC Fields',
    'BD Wong',
    'B.D. Wong',
  ],
  ...[
    'ZaSu Pitts',
    'Zasu Pitts',
    'Zasu  Pitts',
    'Toshirō Mifune',
    'Toshiro Mifune',
    'Robert Downey, Jr.',
    'Robert Downey Jr',
  ],
  ...['Chaplin', 'Charlie Chaplin', 'Geraldine Chaplin', 'Jean-Claude Marlon', 'Jean Claude Marlon', '🎬', '!!'],
];
export const anyName = fc
  .oneof({ weight: 2, arbitrary: phrase(2) }, { weight: 1, arbitrary: fc.constantFrom(...SPELLINGS) })
  .filter((name) => name.trim() !== '');

/** Attributes that {@link anyDeclarations} may declare, with any type. Many of their values therefore have the wrong type. */
const EXTRA_NAMES = ['rating', 'studio', 'restored', 'tagline'] as const;

const anyExtraValue: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(-2, 0, 1, 7.5, 8, 8, 9, 1e9) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('Pixar', 'PIXAR', ' pixar ', 'Ünder', 'under', '8', 'true', '', ' ', '\u0301'),
  },
  { weight: 2, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: phrase(3) },
  { weight: 1, arbitrary: fc.constantFrom(null, [], { a: 1 }, 'x'.repeat(201)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(['Pixar', 'A24'], ['A24', 5, 'a24'], [3, 8], [true, false], ['star', 'wars']),
  },
);

/** Words, most of which are in no other field. */
const ALTERNATIVE_WORDS = [
  'der',
  'weiße',
  'weisse',
  'Hai',
  'Haie',
  'les',
  'dents',
  'The',
  'Saint',
  'x',
  'St.',
  '大白鯊',
  'star',
];

const anyAlternativeTitle = fc
  .oneof(
    { weight: 3, arbitrary: fc.array(fc.constantFrom(...ALTERNATIVE_WORDS), { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.array(anyWord, { minLength: 1, maxLength: 3 }) },
  )
  .map((words) => words.join(' '))
  .filter((title) => title.trim() !== '');

const anyAttributes: fc.Arbitrary<FilmAttributes> = fc.record(
  {
    title: fc.oneof({ weight: 9, arbitrary: phrase(4) }, { weight: 1, arbitrary: anyAlternativeTitle }),
    year: fc.integer({ min: 1970, max: 1974 }),
    cast: fc.array(anyName, { maxLength: 4 }),
    directors: fc.array(anyName, { maxLength: 2 }),
    genres: fc.array(fc.constantFrom('Crime', 'crime', 'CRIME ', 'Drama', 'Science Fiction', 'Comédie'), {
      maxLength: 3,
    }),
    extract: fc.constantFrom(
      '',
      'x'.repeat(300),
      'A sequel to Spider-Man (1970).',
      'Stars wage war over a crime, and the stars of De Niro and Marlon Brando wage it again.',
      'Two godfathers and a Zebra hunt Spider-Man. Brando hunted them before.',
      'It is a parody of the film X-Men, and a remake of the 1972 film of the same name.',
    ),
    alternativeTitles: fc.array(anyAlternativeTitle, { maxLength: 3 }),
    plot: fc.constantFrom(undefined, undefined, 'Spiders hunt a zebra that stars in a drama.'),
    popularity: fc.constantFrom(undefined, undefined, undefined, 0, 40, 100),
    thumbnail: fc.constantFrom('https://example.org/a/b/1.jpg', 'https://example.org/a/b/2.jpg', 'http://x'),
    thumbnailWidth: fc.integer({ min: 1, max: 20_000 }),
    ...Object.fromEntries(EXTRA_NAMES.map((name) => [name, anyExtraValue])),
  },
  { requiredKeys: ['title', 'year'] },
);

/** Names in {@link anyMentioningFilms}, as people type them. */
export const anyMentioned: fc.Arbitrary<string> = fc
  .constantFrom('marlon brando', 'Brando', 'brandos', 'the De Niro', 'de niro and sons', 'spider-man', 'star', 'nir')
  .chain((name) => fc.constantFrom('', '', ' movie', ' 1972', ' s').map((end) => name + end));

const MENTIONS = [
  'The star of the film is Marlon Brando.',
  'In Paris, Spider-Man and Marlon Brando start De Niro and Sons.',
  'De Niro & Sons hunt Spider-Man. Spider-Man hides.',
  'A marlon, a brando and a spider star.',
];

/** Films that mention the same names so often that search knows these names. */
export const anyMentioningFilms: fc.Arbitrary<Film[]> = fc
  .array(fc.tuple(anyAttributes, fc.constantFrom(...MENTIONS)), { minLength: 24, maxLength: 40 })
  .map((films) =>
    films.map(([attributes, extract], i) => ({
      id: `film-${String(i)}`,
      version: 1,
      attributes: { ...attributes, extract },
    })),
  );

/**
 * Films with ids from a small range, so that edits often change one of these films.
 *
 * Without a `size`, fast-check would make at most ten, however high `maxLength` is.
 */
export const anyFilms = (maxLength: number, minLength = 0): fc.Arbitrary<Film[]> =>
  fc
    .array(anyAttributes, { minLength, maxLength, size: 'max' })
    .map((films) => films.map((attributes, i) => ({ id: `film-${String(i)}`, version: 1, attributes })));

/** A text with one letter replaced, swapped, missing or added. */
const misspelt = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.nat(), fc.constantFrom('drop', 'swap', 'add', 'replace')).map(([word, place, how]) => {
    const at = place % Math.max(1, word.length);
    const [before, letter, after] = [word.slice(0, at), word.slice(at, at + 1), word.slice(at + 1)];
    if (how === 'drop') return before + after;
    if (how === 'swap') return before + after.slice(0, 1) + letter + after.slice(1);
    return `${before}e${how === 'add' ? letter : ''}${after}`;
  });

const anyText = fc.oneof(
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'hunting',
          'De Niro',
          'Marlon Brando',
          'zebras',
          'wage',
          'crimes',
          'godfather',
          'star',
          'battle',
          'spi',
          'der',
          'wars',
          'drama',
        ),
        anyWord,
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((words) => words.join(' ')),
  fc.constantFrom(...SPELLINGS, 'jk simm', 'j k s', 'w c', 'wc f', 'b d wong'),
  phrase(3),
  misspelt(phrase(3)),
  misspelt(phrase(14)),
  phrase(2).map((text) => text.replaceAll(' ', '')),
  phrase(2).map((text) => text.slice(0, Math.ceil(text.length / 2))),
);

/** What people type into the search box when they look for a title, a person, a genre or a decade. */
export const anyTyped: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: anyText },
  {
    weight: 1,
    arbitrary: fc.constantFrom('sci fi', 'crim', 'dram', 'comedi', 'c', '197', '1970s', '70s', '70', 'crime 1972'),
  },
  {
    weight: 2,
    arbitrary: misspelt(
      fc.constantFrom(
        'science fiction',
        'fiction',
        'crime',
        'drama movies',
        'comedie',
        'Marlon Brando',
        'Charlie Chaplin',
      ),
    ).chain((text) => fc.nat({ max: 3 }).map((less) => text.slice(0, text.length - less))),
  },
  { weight: 1, arbitrary: misspelt(anyName) },
  { weight: 1, arbitrary: anyName.map((name) => name.replaceAll(' ', '')) },
);

const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const anyPeople = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  fc.array(
    fc.oneof(
      anyName,
      anyName.map((name) => name.replace(' ', '')),
      phrase(2),
    ),
    { maxLength: 2 },
  ),
);

const anyGenres = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  fc.array(fc.constantFrom('crime', 'DRAMA', 'comedie', 'sci'), { maxLength: 2 }),
);

export const anyQuery: fc.Arbitrary<FilmQuery> = fc
  .record({
    q: fc.option(anyText, { nil: undefined, freq: 5 }),
    title: rarely(anyText),
    year: rarely(fc.integer({ min: 1969, max: 1975 })),
    yearFrom: rarely(fc.integer({ min: 1969, max: 1975 })),
    yearTo: rarely(fc.integer({ min: 1969, max: 1975 })),
    cast: anyPeople,
    directors: anyPeople,
    genres: anyGenres,
    anyGenres,
    notGenres: anyGenres,
    typos: rarely(fc.constant(false)),
    sort: fc.oneof(fc.constant('relevance' as const), fc.constantFrom(...FILM_SORTS)),
    limit: fc.integer({ min: 1, max: 5 }),
    facets: fc.constant(FACETS),
  })
  .map((query) => query);

/** Films, and texts that are like their alternative titles, or like a part of one. */
export const anyFilmsWithAlternatives: fc.Arbitrary<{ films: Film[]; texts: string[] }> = anyFilms(8).chain((films) => {
  const titles = films.flatMap(({ attributes }) => attributes.alternativeTitles ?? []);
  const title = fc.constantFrom('der weisse', ...titles);
  const like = fc.oneof(
    title,
    misspelt(title),
    title.map((text) => text.replaceAll(' ', '')),
    fc.tuple(title, fc.nat({ max: 4 })).map(([text, less]) => text.slice(0, text.length - less)),
  );
  const more = fc.oneof({ weight: 4, arbitrary: fc.constant('') }, fc.constantFrom('1972', 'movie', 'brando', 'star'));
  const text = fc.tuple(like, more).map((parts) => parts.join(' ').trim());
  return fc.record({ films: fc.constant(films), texts: fc.array(text, { minLength: 4, maxLength: 4 }) });
});

/** Some neighbouring words of a text. */
const someWords = (text: string) =>
  fc.tuple(fc.nat({ max: 20 }), fc.integer({ min: 1, max: 5 })).map(([from, count]) => {
    const words = text.split(' ');
    const first = from % words.length;
    return words.slice(first, first + count).join(' ');
  });

function anyPartOf(film: FilmAttributes): fc.Arbitrary<string> {
  const { title, year, cast = [], directors = [], genres = [], extract, alternativeTitles = [] } = film;
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(title, ...alternativeTitles) },
    { weight: 2, arbitrary: someWords(title) },
    { weight: 3, arbitrary: fc.constantFrom(...cast, ...directors, title) },
    { weight: 2, arbitrary: someWords(extract ?? title) },
    { weight: 1, arbitrary: fc.constantFrom(String(year), ...genres, 'movie') },
  );
}

const anyTextAbout = (film: FilmAttributes): fc.Arbitrary<string> => {
  const text = fc.array(anyPartOf(film), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));
  const begun = fc.tuple(text, fc.integer({ min: 1, max: 3 })).map(([all, less]) => all.slice(0, -less));
  return fc
    .oneof(
      { weight: 2, arbitrary: text },
      { weight: 2, arbitrary: misspelt(text) },
      { weight: 2, arbitrary: begun },
      misspelt(misspelt(text)),
      misspelt(begun),
      text.map((words) => words.replace(' ', '')),
    )
    .filter((typed) => typed.trim() !== '');
};

/** Films, and texts that are made of the words of one of them: as typed, unfinished, or with typos. */
export const anyFilmsWithTexts = (count: number): fc.Arbitrary<{ films: Film[]; texts: string[] }> =>
  fc.oneof(anyMentioningFilms, anyFilms(40, 20)).chain((films) =>
    fc.record({
      films: fc.constant(films),
      texts: fc.array(
        fc
          .constantFrom(...films)
          .chain(({ attributes }) => fc.oneof({ weight: 5, arbitrary: anyTextAbout(attributes) }, anyMentioned)),
        { minLength: count, maxLength: count },
      ),
    }),
  );

/** Declarations of some attributes that {@link anyFilms} have, or of none. Every possible use is declared. */
export const anyDeclarations: fc.Arbitrary<DeclaredAttributes> = fc
  .subarray([...EXTRA_NAMES])
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc.constantFrom(
          { name, type: 'number', sort: true },
          { name, type: 'text' },
          { name, type: 'keyword', sort: true, facet: true },
          { name, type: 'boolean', sort: true, facet: true },
        ),
      ),
    ),
  )
  .map(readDeclarations);

/** A query that may use the declared attributes. */
export const anyQueryWith = (declared: DeclaredAttributes): fc.Arbitrary<FilmQuery> => {
  if (declared.length === 0) return anyQuery;
  const sorts = declared.filter(({ sort }) => sort).flatMap(({ name }) => [`attr.${name}`, `-attr.${name}`] as const);
  const facets = declared.filter(({ facet }) => facet).map(({ name }) => `attr.${name}` as const);
  const numbers = fc.option(fc.constantFrom(-2, 0, 7.5, 8, 8.5, 1e9), { nil: undefined });
  const value = fc.oneof(fc.constantFrom('pixar', 'A24', 'ünder', '8', 'true', 'false', '!', 'star'), phrase(2));
  const anyFilter = fc
    .constantFrom(...declared)
    .chain(({ name, type }): fc.Arbitrary<AttributeFilter> =>
      type === 'number'
        ? fc.record({ name: fc.constant(name), from: numbers, to: numbers })
        : fc.record({ name: fc.constant(name), value }),
    );
  return fc
    .tuple(
      anyQuery,
      fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, fc.array(anyFilter, { minLength: 1, maxLength: 2 })),
      fc.constantFrom(undefined, ...sorts),
    )
    .map(([query, attributes, sort]) => ({
      ...query,
      attributes,
      sort: sort ?? query.sort,
      facets: [...query.facets, ...facets],
    }));
};

/**
 * Edits of films whose ids are from the same range as those of {@link anyFilms}. An edit has new attributes, or none if
 * it deletes the film. Versions rise or repeat.
 */
export const anyEdits = fc.array(
  fc.record({
    id: fc.nat({ max: 40 }).map((i) => `film-${String(i)}`),
    version: fc.integer({ min: 1, max: 6 }),
    changedAtMs: fc.constant(0),
    attributes: fc.option(anyAttributes, { nil: undefined, freq: 4 }),
  }),
  { maxLength: 30, size: 'max' },
);

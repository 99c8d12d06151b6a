import { describe, expect, test } from '@jest/globals';
import { DIRECTOR_RULES } from './director-rules.ts';
import { directorsOfSynopsis } from './directors-of-synopsis.ts';

describe('the rules for directors', () => {
  test.each(DIRECTOR_RULES)('$id does what its example says', ({ pattern, example }) => {
    expect(example.synopsis).toMatch(new RegExp(pattern.source, 'u'));
    expect(directorsOfSynopsis(example.synopsis)).toEqual(example.directors);
  });

  test('have distinct ids', () => {
    expect(new Set(DIRECTOR_RULES.map(({ id }) => id)).size).toBe(DIRECTOR_RULES.length);
  });
});

test.each([
  ['a list of two', 'A film directed by Ann Lee and Bob Ray and starring Carl Poe.', ['Ann Lee', 'Bob Ray']],
  [
    'a list with commas',
    'A film directed by Ann Lee, Bob Ray, and Carl Poe. It stars Di Orr.',
    ['Ann Lee', 'Bob Ray', 'Carl Poe'],
  ],
  [
    'co-directors in a credit of their own',
    'It was directed by Ann Lee and co-directed by Bob Ray.',
    ['Ann Lee', 'Bob Ray'],
  ],
  ['a shared surname', 'A film directed by Ann, Bob and Carl M. Lee.', ['Ann Lee', 'Bob Lee', 'Carl M. Lee']],
  ['a shared surname with a particle', 'A film directed by Ann and Bob de Lee.', ['Ann de Lee', 'Bob de Lee']],
  [
    'a surname of somebody whose full name is elsewhere',
    'Produced by Ann B. Lee, it was directed by Lee and Bob Ray.',
    ['Ann B. Lee', 'Bob Ray'],
  ],
  ['a group', 'A film directed by the Lee brothers and Bob Ray.', ['The Lee Brothers', 'Bob Ray']],
  ['a list with two "and"', 'A film directed by Ann Lee and Bob Ray and Carl Poe.', ['Ann Lee', 'Bob Ray', 'Carl Poe']],
  ['a given name at the end', 'A film directed by Bob Ray and Ann.', ['Bob Ray', 'Ann']],
  ['a first sentence about a remake', 'Heat is a 1995 remake of Fire directed by Ann Lee.', ['Ann Lee']],
  ['a sentence after one about a sequel', 'A film. It has a sequel. Directed by Ann Lee, it is long.', ['Ann Lee']],
  ['a family', 'A film written and directed by the Lees. It stars Bob Ray.', ['The Lees']],
  ['other credits in between', 'Directed, edited and co-produced by Ann Lee for Acme.', ['Ann Lee']],
  ['a second credit of the director', 'It was directed by and co-written by Ann Lee with Bob Ray.', ['Ann Lee']],
  ['a studio after the name', 'It was directed for Acme by Ann Lee and Acme Pictures.', ['Ann Lee']],
  [
    'a role before the name',
    'It was directed by the Academy Award winner Ann Lee and comedian and actor Bob Ray.',
    ['Ann Lee', 'Bob Ray'],
  ],
  [
    'a relative',
    "It was directed by Bob Ray's then-husband Carl Poe and written by the singer-songwriter Di Orr.",
    ['Carl Poe'],
  ],
  [
    'a nationality before the name',
    'It was directed by American Ann Lee, Russian-born Bob M. Ray and the Frenchman Carl Poe.',
    ['Ann Lee', 'Bob M. Ray', 'Carl Poe'],
  ],
  ['two nationalities before the name', 'A film directed by Swedish-Italian Ann Lee.', ['Ann Lee']],
  [
    'a given name that is also a nationality',
    'A film directed by French Lee and German Ray.',
    ['French Lee', 'German Ray'],
  ],
  ['a team', 'It was directed by the husband and wife team of Ann Lee and Bob Ray.', ['Ann Lee', 'Bob Ray']],
  ['a clause with "who also"', 'It stars Bob Ray and Ann Lee, who also wrote and directed the film.', ['Ann Lee']],
  ['two names before the verb', 'Made for Acme. Ann Lee and Bob Ray directed.', ['Ann Lee', 'Bob Ray']],
  ['a remake with a credit of its own', 'A film from 1999. A remake of Heat, it was directed by Ann Lee.', ['Ann Lee']],
  [
    'a semicolon',
    'A film. It follows Heat (1995) and Heat II (1997); directed by Ann Lee, it stars Bob Ray.',
    ['Ann Lee'],
  ],
  ['a writer-director', 'Heat stars Bob Ray. Ann Lee was the writer-director.', ['Ann Lee']],
  ['a producer-director', 'Heat stars Bob Ray, with Ann Lee as producer-director.', ['Ann Lee']],
  ['two co-directors', 'Heat stars Bob Ray. Ann Lee and Carl Poe served as co-director.', ['Ann Lee', 'Carl Poe']],
  ['a co-directorial debut', "Heat was Ann Lee and Carl Poe's co-directorial debut.", ['Ann Lee', 'Carl Poe']],
  ['"with" and "co-directing"', 'Heat stars Bob Ray, with Ann Lee co-directing.', ['Ann Lee']],
  ['line breaks and other spaces', 'A film\ndirected\u00A0by Ann\n Lee.', ['Ann Lee']],
])('finds directors in %s', (_what, synopsis, directors) => {
  expect(directorsOfSynopsis(synopsis)).toEqual(directors);
});

test.each([
  ...['J. J. Lee', 'W.S. Van Lee', 'D. W. Lee', 'M. Night Lee', 'Ann St. Lee', 'Ann Lee Jr.', 'Ann Lee III', 'McG'],
  ...['Jan de Lee', 'Erich von Lee', 'Roy del Lee', 'Ann van der Lee', 'Guillermo del Lee', "Harry d'Abbadie d'Arrast"],
  ...['Jean-Marc Lee', 'Matt Lee-Olpin', "Ann O'Lee", 'DeLee Ann', 'Park Chan-wook', 'Costa-Gavras', 'Banksy'],
  ...['Chloé Zhào', 'Łukasz Öst', 'Alejandro González Iñárritu', 'Ann "Hy" Lee', 'ANN LEE', '三池崇史'],
])('finds the director %s', (name) => {
  expect(directorsOfSynopsis(`Heat is a 1995 film directed by ${name}. The film stars Bob Ray.`)).toEqual([name]);
  expect(directorsOfSynopsis(`It was directed by ${name} and stars Bob Ray.`)).toEqual([name]);
});

test('leaves out a gloss in brackets and the comma before "Jr."', () => {
  const synopsis = 'A film directed by Lu Ann (陆川) and Bob Ray, Jr., from a screenplay by Carl Poe.';
  expect(directorsOfSynopsis(synopsis)).toEqual(['Lu Ann', 'Bob Ray Jr.']);
});

test.each([
  'A film directed by Ann Lee starring Bob Ray.',
  'A film directed by Ann Lee, starring Bob Ray and Carl Poe.',
  'A film directed by Ann Lee, Acme Pictures released it.',
  'A film directed by Ann Lee and stars Bob Ray and Carl Poe.',
  'It was directed by Ann Lee and starred his wife, Bob Ray.',
  'It was directed by Ann Lee and Bob Ray stars in it.',
  'A film directed by Ann Lee from a screenplay by Bob Ray and Carl Poe.',
  'A film directed by Ann Lee, based on a play by Bob Ray.',
  'A film directed by Ann Lee, the creator of Bob Ray and Carl Poe.',
  'A film directed by Ann Lee with Bob Ray as producer.',
  'A film directed by Ann Lee, Bob Ray.',
  'A film directed by Ann Lee. It was directed and co-written by Bob Ray.',
  'A film directed by Ann Lee about a trio of French-American actors.',
  'A film directed by Ann Lee. The art director was Bob Ray. It was the last film directed by Lee.',
  'A film directed by Ann Lee. A sequel, Heat II, directed by Bob Ray, came out in 1999.',
  'A film directed by Ann Lee. It is a remake of a 1913 film of the same name directed by Bob Ray.',
])('finds only the director in: %s', (synopsis) => {
  expect(directorsOfSynopsis(synopsis)).toEqual(['Ann Lee']);
});

test.each([
  '',
  'Heat is a film about a thief.',
  'The sets were designed by the art director Bob Ray.',
  'The musical numbers had been art directed by Bob Ray.',
  'The action scenes were directed by Bob Ray.',
  'It is based on the 2003 short film directed by Bob Ray.',
  'A film. It is a remake of the 1956 original directed by Bob Ray.',
  'The film was originally to be directed by Bob Ray.',
  'It was the first film directed by a woman.',
  'It was directed by several people.',
  'It was directed by Acme Pictures.',
  'A film directed by Acme Line Cinema.',
  'The first film written, directed and produced by Americans.',
  'It was directed by Heroes, and by Women.',
  'It was directed by him.',
  "It was directed by Bob Ray's friends.",
  'Heat was an early film for director Banksy.',
  'A film. A sequel, Heat II, directed by Bob Ray, came out. It is long.',
  'Heat is a direct-to-video film by Acme Film Productions.',
  'The director is unknown.',
  'The cinematographer was Bob Ray, a future director.',
])('finds no director in: %s', (synopsis) => {
  expect(directorsOfSynopsis(synopsis)).toEqual([]);
});

test('takes a bounded time for hostile synopses of the maximum length', () => {
  const hostile = ['directed by ', 'Ann, ', 'Ann ', 'a ', 'directed and ', 'and ', 'actor ', 'remake ', "Ann's "];
  const began = process.cpuUsage().user;
  for (const text of hostile) directorsOfSynopsis(text.repeat(20_000 / text.length));
  expect((process.cpuUsage().user - began) / 1e6).toBeLessThan(20);
});

test('no credit is found after 3,000 characters, because the time grows with the square of the length', () => {
  const before = 'It is long. '.repeat(250);
  expect(directorsOfSynopsis(`${before}It was directed by Ann Lee.`)).toEqual([]);
});

test('after ten credits of others no credit is found, because each may need the whole synopsis', () => {
  const others = (count: number) => 'The action scenes were directed by Bob Ray. '.repeat(count);
  expect(directorsOfSynopsis(`${others(9)}It was directed by Ann Lee.`)).toEqual(['Ann Lee']);
  expect(directorsOfSynopsis(`${others(10)}It was directed by Ann Lee.`)).toEqual([]);
});

test('the names after the last "and" of a list are not part of it', () => {
  const synopsis = 'A film directed by Ann Lee, Bob Ray and Carl Poe, Di Orr stars.';
  expect(directorsOfSynopsis(synopsis)).toEqual(['Ann Lee', 'Bob Ray', 'Carl Poe']);
});

test('at most ten credits and 3,000 characters are read, which bounds the time', () => {
  const names = Array.from({ length: 22 }, (_, i) => `Ann Lee${String.fromCharCode(0x61 + i)}`);
  const credits = names.map((name) => `It was co-directed by ${name}.`).join(' ');
  expect(directorsOfSynopsis(credits)).toEqual(names.slice(0, 10));
  expect(directorsOfSynopsis(`${'It is long. '.repeat(255)}It was directed by Ann Lee.`)).toEqual([]);
});

test('a credit is found at the end of what is read of a long synopsis', () => {
  const before = 'It is long. '.repeat(245);
  expect(directorsOfSynopsis(`${before}It was directed by Ann Lee.`)).toEqual(['Ann Lee']);
});

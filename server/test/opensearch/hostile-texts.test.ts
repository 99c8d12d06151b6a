import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OpenSearchFeed } from '../../src/adapters/driven/opensearch/opensearch-feed.ts';
import { OpenSearchFilmSearch } from '../../src/adapters/driven/opensearch/opensearch-film-search.ts';
import { SystemClock } from '../../src/adapters/driven/system/system-clock.ts';
import type { FilmQuery } from '../../src/domain/film-query.ts';
import { loadFilms } from '../../testing/opensearch/load-films.ts';
import { useOpenSearch } from '../../testing/opensearch/use-opensearch.ts';
import { seededRandom } from '../../testing/random.ts';

const { node, stop, notice } = await useOpenSearch();
afterAll(stop);

const MOST_LETTERS = 200;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const random = seededRandom(1);
const word = (length: number) => Array.from({ length }, () => LETTERS[Math.floor(random() * LETTERS.length)]!).join('');

/** As many words of this length as fit, some of them known. */
const wordsOf = (length: number, known = ''): string => {
  let text = known;
  while (text.length + length + 1 <= MOST_LETTERS) text += `${text === '' ? '' : ' '}${word(length)}`;
  return text;
};

const range = (length: number, character: (i: number) => string, space = '') =>
  Array.from({ length }, (_, i) => character(i)).join(space);

const TEXTS: readonly (readonly [string, string])[] = [
  ...[1, 2, 3, 4, 6, 8, 10, 16, 24, 39, 40, 99, 200].map(
    (length) => [`words of ${String(length)}`, wordsOf(length)] as const,
  ),
  ...[3, 8, 16].map((length) => [`a known word and words of ${String(length)}`, wordsOf(length, 'night')] as const),
  ['one letter that Unicode decomposes to 18', '\ufdfa'.repeat(MOST_LETTERS)],
  ['words with a letter that Unicode decomposes to 18', range(66, (i) => `\ufdfa${LETTERS[i % 26]!}`, ' ')],
  ['ligatures', range(8, () => `${'\ufb03'.repeat(12)}${word(4)}`, ' ')],
  ['Han characters', range(MOST_LETTERS, (i) => String.fromCharCode(0x4e00 + i * 7))],
  ['squared kana, each of several letters', range(MOST_LETTERS, (i) => String.fromCharCode(0x3300 + ((i * 37) % 88)))],
  ['letters of many alphabets', range(100, (i) => String.fromCharCode(0x3b1 + i), ' ')],
  ['numbers', range(50, (i) => String(100 + i), ' ')],
  ['initials', range(66, (i) => LETTERS[i % 26]!, '. ')],
  ['characters of regular expressions', '.*+?(|){}[]~#@&<>"\\'.repeat(10)],
  ['many readings', `the ${word(30)} movie films 1999`],
];

describe('texts that are made to be costly', () => {
  if (!node) {
    test.skip(`are answered${notice ?? ''}`, () => undefined);
    return;
  }
  const filmsTable = `hostile-${String(process.pid)}`;
  const search = new OpenSearchFilmSearch(node, filmsTable);

  beforeAll(async () => {
    const feed = new OpenSearchFeed({ node, filmsTable, clock: new SystemClock() });
    const films = ['Night of the Hunter', 'Casablanca', 'Star Wars', '千と千尋の神隠し'].map((title, i) => ({
      id: `film-${String(i)}`,
      version: 1,
      attributes: {
        title,
        year: 1990 + i,
        cast: ['Ann Lee'],
        genres: ['Drama'],
        extract: 'A detective hunts a thief.',
      },
    }));
    await loadFilms(
      feed,
      (async function* () {
        yield await Promise.resolve(films);
      })(),
    );
  });
  afterAll(() => node.admin('DELETE', `/${filmsTable}-*`));

  const query: FilmQuery = { cast: [], genres: [], facets: [], sort: 'relevance', limit: 5 };

  test.each(TEXTS)('are answered: %s', async (_what, text) => {
    expect(text.length).toBeLessThanOrEqual(MOST_LETTERS);
    const many = Array.from({ length: 20 }, () => text);
    const answers = [
      search.search({ ...query, q: text }),
      search.search({ ...query, title: text }),
      search.search({ ...query, q: text, title: text, cast: many, directors: many, genres: many }),
      search.suggest(text, 5),
      search.findPerson(text),
    ];
    for (const answer of await Promise.allSettled(answers)) expect(answer).toMatchObject({ status: 'fulfilled' });
  });

  test('a film is found by a long text that has its words', async () => {
    const { items } = await search.search({ ...query, q: wordsOf(8, 'casablanca') });
    expect(items.map(({ title }) => title)).toEqual(['Casablanca']);
  });
});

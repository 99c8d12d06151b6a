import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodeCursor } from '../../../../domain/search-cursor.ts';
import type { FilmQuery } from '../../../../domain/film-query.ts';
import { IndexedFilmSearch } from '../indexed-film-search.ts';
import { REACHES } from '../match/reach.ts';
import { buildSnapshot } from '../store/build-snapshot.ts';

const film = (i: number, attributes: object) => ({
  ...{ id: `film-${String(i)}`, version: 1 },
  attributes: { title: `Film ${String(i)}`, year: 1990 + i, ...attributes },
});

const search = IndexedFilmSearch.fromSnapshot(
  buildSnapshot([
    film(0, { title: 'About Love', extract: 'When Ann Lee falls in love over the sea, a stockbroker drowns.' }),
    film(1, { title: 'Love over All', cast: ['Ann Lee'], directors: ['Over Lee'], genres: ['Romance'] }),
    film(2, { title: 'The Stock Broker 2', extract: 'In Rome, Ann Lee fights a duel.', alternativeTitles: ['About'] }),
    ...Array.from({ length: 12 }, (_, i) => film(3 + i, { extract: 'In Rome, Ann Lee fights a duel about love.' })),
  ]),
);

const anyNumber = fc.oneof(
  fc.integer({ min: -3, max: 40 }),
  fc.constantFrom(0.5, -0.5, 1e15, -1e15, 2 ** 31, 2 ** 53, -(2 ** 31), 1e300),
);
const anyText = fc.oneof(fc.constantFrom('', '7', '444444', '777777', '1234567', 'x\ny', 'film-2'), fc.string());

test('a forged cursor makes the page begin elsewhere, and never fails', async () => {
  const anyQuery = fc.record({
    q: fc.constantFrom(
      ...[
        'a bo ut',
        'ov er',
        'wh en love',
        'ann lee',
        'stock broker',
        'abuot lvoe',
        'the',
        'love',
        '2',
        'an lea',
        '七人',
      ],
      ...['when over about', 'stock', 'x x x x x x x x x x', 'about love 1990', 'lee movie'],
    ),
    sort: fc.constantFrom<FilmQuery['sort']>('relevance', '-year', 'title'),
    explain: fc.boolean(),
  });
  const anyPosition = fc.tuple(
    ...[fc.constantFrom(...REACHES, 'other'), anyNumber, anyNumber, anyText, anyNumber, anyNumber, anyText, anyText],
    ...[anyNumber, anyNumber, anyNumber, anyText, anyText],
  );
  await fc.assert(
    fc.asyncProperty(anyQuery, anyPosition, async (given, position) => {
      const query: FilmQuery = { ...given, cast: [], genres: [], facets: ['genre'], limit: 5 };
      const cursor = encodeCursor(query, position);
      expect((await search.search({ ...query, cursor })).items.length).toBeLessThanOrEqual(5);
    }),
    { numRuns: 5_000, seed: 1 },
  );
});

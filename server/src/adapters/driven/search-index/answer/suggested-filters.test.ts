import { expect, test } from '@jest/globals';
import { IndexedFilmSearch } from '../indexed-film-search.ts';
import { buildSnapshot } from '../store/build-snapshot.ts';

test('a text is compared with the 1,000 genres that have the most films', async () => {
  const film = (i: number, genre: string) => ({
    ...{ id: `film-${String(i)}`, version: 1, attributes: { title: 'Film', year: 2000, genres: [genre] } },
  });
  const genres = Array.from({ length: 1_000 }, (_, i) => `Style ${String(i)}`);
  const twice = [...genres, ...genres].map((genre, i) => film(i, genre));
  const search = IndexedFilmSearch.fromSnapshot(buildSnapshot([...twice, film(2_000, 'Western')]));
  const suggest = async (q: string) => (await search.suggest(q, 10)).map(({ text }) => text);
  expect(await suggest('style 7')).toContain('Style 7');
  expect(await suggest('western')).toEqual([]);
});

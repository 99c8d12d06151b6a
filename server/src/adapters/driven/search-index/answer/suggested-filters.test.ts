import { expect, test } from '@jest/globals';
import { IndexedFilmSearch } from '../indexed-film-search.ts';
import { buildSnapshot } from '../store/build-snapshot.ts';

test('a genre with few films is suggested if it is typed in full, although 1,000 other genres have more films', async () => {
  const film = (i: number, genre: string) => ({
    ...{ id: `film-${String(i)}`, version: 1, attributes: { title: 'Film', year: 2000, genres: [genre] } },
  });
  const genres = Array.from({ length: 1_000 }, (_, i) => `Style ${String(i)}`);
  const twice = [...genres, ...genres].map((genre, i) => film(i, genre));
  const search = IndexedFilmSearch.fromSnapshot(
    buildSnapshot([...twice, film(2_000, 'Western'), film(2_001, 'Post-Western')]),
  );
  const suggest = async (q: string) => (await search.suggest(q, 10)).map(({ text }) => text);
  expect(await suggest('style 7')).toContain('Style 7');
  expect(await suggest('western')).toEqual(['Western']);
  expect(await suggest('western movies')).toEqual(['Western']);
  expect(await suggest('Post-western ')).toEqual(['Post-Western']);
  expect(await suggest('wester')).toEqual([]);
});

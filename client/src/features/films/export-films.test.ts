import { expect, test } from '@jest/globals';
import { exportFilms } from './export-films.ts';

const film = (title: string) => ({
  id: 'a-2000',
  title,
  year: 2000,
  cast: [],
  directors: ['Ann "A" Lee', 'Bo'],
  genres: [],
});
const urlOf = (id: string) => `https://marquee.example/films/${id}`;

test('CSV quotes commas and quotes, and no cell is a formula', () => {
  const { content, type } = exportFilms([film('Me, Myself'), film('=1+1'), film('-30-')], 'CSV', urlOf);
  expect(type).toBe('text/csv');
  const rest = '2000,"Ann ""A"" Lee; Bo",,https://marquee.example/films/a-2000';
  expect(content.split('\r\n')).toEqual([
    '\uFEFFtitle,year,directors,genres,url',
    `"Me, Myself",${rest}`,
    `'=1+1,${rest}`,
    `'-30-,${rest}`,
    '',
  ]);
});

test('JSON has the same rows', () => {
  const { content } = exportFilms([film('Heat')], 'JSON', urlOf);
  expect(JSON.parse(content)).toEqual([
    { title: 'Heat', year: 2000, directors: ['Ann "A" Lee', 'Bo'], genres: [], url: urlOf('a-2000') },
  ]);
});

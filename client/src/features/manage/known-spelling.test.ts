import { describe, expect, test } from '@jest/globals';
import { textsOf } from './film-fields.ts';
import { withKnownGenres } from './known-spelling.ts';

const KNOWN = () => Promise.resolve(['Drama', 'Science Fiction']);
const EMPTY = textsOf();

describe('the spelling of genres', () => {
  test('is that of the catalogue, and a new genre stays as typed', async () => {
    const texts = { ...EMPTY, genres: 'drama, science-fiction, Mumblecore' };
    const { genres } = await withKnownGenres(EMPTY, texts, KNOWN);
    expect(genres).toBe('Drama, Science Fiction, Mumblecore');
  });

  test('makes two spellings of one genre one genre', async () => {
    const { genres } = await withKnownGenres(EMPTY, { ...EMPTY, genres: 'drama, Drama,' }, KNOWN);
    expect(genres).toBe('Drama');
  });

  test('stays as it is if the user did not change the genres, and the catalogue is not asked', async () => {
    const base = { ...EMPTY, genres: 'drama' };
    const { genres } = await withKnownGenres(base, { ...base, title: 'Heidi' }, () => {
      throw new Error('The catalogue was asked.');
    });
    expect(genres).toBe('drama');
  });
});

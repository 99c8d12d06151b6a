import { describe, expect, test } from '@jest/globals';
import { textsOf } from './film-fields.ts';
import { withKnownGenres } from './known-spelling.ts';

const KNOWN = ['Drama', 'Science Fiction'];
const EMPTY = textsOf();

describe('the spelling of genres', () => {
  test('is that of the catalogue, and a new genre stays as typed', () => {
    const texts = { ...EMPTY, genres: 'drama, science-fiction, Mumblecore' };
    expect(withKnownGenres(EMPTY, texts, KNOWN).genres).toBe('Drama, Science Fiction, Mumblecore');
  });

  test('makes two spellings of one genre one genre', () => {
    expect(withKnownGenres(EMPTY, { ...EMPTY, genres: 'drama, Drama,' }, KNOWN).genres).toBe('Drama');
  });

  test('stays as it is if the user did not change the genres', () => {
    const base = { ...EMPTY, genres: 'drama' };
    expect(withKnownGenres(base, { ...base, title: 'Heidi' }, KNOWN).genres).toBe('drama');
  });
});

import { describe, expect, test } from '@jest/globals';
import type { FilmAttributes } from '../../../domain/film.ts';
import type { DerivedAttributes } from '../../../ports/film-import-store.ts';
import { enrich } from './enriched-film.ts';

const HEAT = { title: 'Heat', year: 1995 };

const stored = (attributes: Partial<FilmAttributes>, derived?: DerivedAttributes) => ({
  version: 1,
  attributes: { ...HEAT, ...attributes },
  ...(derived && { derived }),
});

describe('enriching a film', () => {
  test('adds values and marks them as derived, and keeps the marks of earlier values', () => {
    const film = stored({ directors: ['Ann Lee'] }, { directors: ['Ann Lee'] });
    expect(enrich(film, { imdbRating: 8.3, imdbVotes: 10 })).toEqual({
      film: {
        attributes: { ...HEAT, directors: ['Ann Lee'], imdbRating: 8.3, imdbVotes: 10 },
        derived: { directors: ['Ann Lee'], imdbRating: 8.3, imdbVotes: 10 },
      },
      kept: [],
    });
  });

  test('replaces what an earlier run added, and removes what the source no longer has', () => {
    const before = { imdbRating: 8.2, alternativeTitles: ['Hot'] };
    expect(enrich(stored(before, before), { imdbRating: 8.3, alternativeTitles: undefined })).toEqual({
      film: { attributes: { ...HEAT, imdbRating: 8.3 }, derived: { imdbRating: 8.3 } },
      kept: [],
    });
  });

  test('changes nothing if the film has all values', () => {
    const values = { imdbRating: 8.3, alternativeTitles: ['Hot'] };
    expect(enrich(stored(values, values), values)).toEqual({ kept: [] });
    // A person or an import gave the same values.
    expect(enrich(stored(values), values)).toEqual({ kept: [] });
    expect(enrich(stored({}), { imdbRating: undefined })).toEqual({ kept: [] });
  });

  test('keeps values that a person or an import gave, changed or removed', () => {
    expect(enrich(stored({ popularity: 3 }), { popularity: 90, imdbVotes: 5 })).toEqual({
      film: { attributes: { ...HEAT, popularity: 3, imdbVotes: 5 }, derived: { imdbVotes: 5 } },
      kept: ['popularity'],
    });
    expect(enrich(stored({ popularity: 3 }, { popularity: 80 }), { popularity: 90 })).toEqual({ kept: ['popularity'] });
    expect(enrich(stored({}, { popularity: 80 }), { popularity: 90 })).toEqual({ kept: ['popularity'] });
    expect(enrich(stored({ popularity: 3 }), { popularity: undefined })).toEqual({ kept: [] });
  });

  test('refuses values with which the film would exceed a limit', () => {
    const { film, refused } = enrich(stored({ note: 'x'.repeat(95_000) }), { plot: 'y'.repeat(9_000) });
    expect(film).toBeUndefined();
    expect(refused).toBe('is larger than 100000 bytes as JSON');
  });

  test('leaves a deleted film alone', () => {
    expect(enrich({ version: 2 }, { plot: 'y' })).toEqual({ kept: ['plot'] });
  });
});

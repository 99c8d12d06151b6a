import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSnapshot } from '../../src/adapters/driven/search-index/store/build-snapshot.ts';
import { IndexedFilmSearch } from '../../src/adapters/driven/search-index/indexed-film-search.ts';
import { readDeclarations } from '../../src/domain/declared-attributes.ts';
import { isMarqueeError } from '../../src/domain/errors.ts';
import type { FilmQuery } from '../../src/domain/film-query.ts';

const FILMS = Array.from({ length: 50 }, (_, i) => ({
  id: `film-${String(i)}`,
  version: 1 + (i % 3),
  attributes: {
    title: `Film number ${String(i)}`,
    year: 1970 + i,
    cast: [`Person ${String(i % 7)}`],
    genres: ['Drama'],
  },
}));
const FILES = buildSnapshot(FILMS);
const GOOD = FILES.bytes;
const QUERY: FilmQuery = { q: 'film', cast: [], genres: [], sort: 'relevance', limit: 20, facets: ['genre', 'cast'] };

const bytesOf = (films: typeof FILMS) => buildSnapshot(films).bytes;

function codeOf(bytes: Uint8Array): string | undefined {
  try {
    IndexedFilmSearch.fromSnapshot({ ...FILES, bytes });
    return undefined;
  } catch (error) {
    if (!isMarqueeError(error)) throw error;
    return error.code;
  }
}

describe('a damaged snapshot', () => {
  test('that has a bit flipped anywhere is refused as damaged or of another version', () => {
    fc.assert(
      fc.property(fc.nat({ max: GOOD.length * 8 - 1 }), (bit) => {
        const bytes = GOOD.slice();
        bytes[bit >>> 3] = (bytes[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
        expect(codeOf(bytes)).toMatch(/^snapshot-(?:damaged|of-other-version)$/);
      }),
      { numRuns: 1_000 },
    );
  });

  test('that is cut short, or has bytes overwritten or inserted, is refused as damaged or of another version', () => {
    const place = fc.nat({ max: GOOD.length - 1 });
    fc.assert(
      fc.property(place, fc.uint8Array({ minLength: 1, maxLength: 64 }), (at, noise) => {
        const overwritten = GOOD.slice();
        overwritten.set(noise.subarray(0, GOOD.length - at), at);
        const isChanged = Buffer.compare(overwritten, GOOD) !== 0;
        const longer = Buffer.concat([GOOD.subarray(0, at), noise, GOOD.subarray(at)]);
        if (isChanged) expect(codeOf(overwritten)).toMatch(/^snapshot-(?:damaged|of-other-version)$/);
        expect(codeOf(GOOD.subarray(0, at))).toBe('snapshot-damaged');
        expect(codeOf(longer)).toMatch(/^snapshot-(?:damaged|of-other-version)$/);
      }),
      { numRuns: 500 },
    );
  });

  test('does not change the loaded search', async () => {
    const search = IndexedFilmSearch.fromSnapshot(FILES);
    await search.apply([
      { id: 'new-2000', version: 1, changedAtMs: 0, attributes: { title: 'Film again', year: 2000 } },
    ]);
    const before = await search.search(QUERY);
    expect(() => {
      search.openSnapshot(GOOD.subarray(1));
    }).toThrow(/damaged/);
    expect(await search.search(QUERY)).toEqual(before);
    expect(before.total).toBe(51);
  });
});

describe('damaged synopses', () => {
  const { bytes, synopses } = FILES;

  test('that have a bit flipped anywhere are refused, and the search goes on without them', async () => {
    const search = new IndexedFilmSearch();
    search.openSnapshot(bytes);
    fc.assert(
      fc.property(fc.nat({ max: synopses.length * 8 - 1 }), (bit) => {
        const flipped = synopses.slice();
        flipped[bit >>> 3] = (flipped[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => {
          search.openSynopses(flipped);
        }).toThrow(/damaged|version/);
      }),
      { numRuns: 300 },
    );
    expect(await search.search({ ...QUERY, q: 'number drama xylophone' })).toMatchObject({ lacksSynopses: true });
  });

  test('that belong to other films, or are not synopses, are refused', () => {
    const search = new IndexedFilmSearch();
    search.openSnapshot(bytes);
    const changed = FILMS.map((film) => ({ ...film, attributes: { ...film.attributes, year: 1950 } }));
    for (const other of [buildSnapshot(FILMS.slice(1)).synopses, buildSnapshot(changed).synopses, bytes]) {
      expect(() => {
        search.openSynopses(other);
      }).toThrow(/damaged/);
    }
  });
});

test('until the synopses are opened, a name in them finds the films that have it in other fields', async () => {
  const named = FILMS.map((film, i) => {
    const extract = i < 8 ? 'A duel of Ann Lee and others.' : 'A duel.';
    return { ...film, attributes: { ...film.attributes, extract, cast: i > 40 ? ['Ann Lee'] : [] } };
  });
  const { bytes, synopses } = buildSnapshot(named);
  const search = new IndexedFilmSearch();
  search.openSnapshot(bytes);
  const query = { ...QUERY, q: 'ann lee', limit: 5, facets: [] };
  const lacking = await search.search(query);
  expect(lacking).toMatchObject({ lacksSynopses: true, total: 9 });
  search.openSynopses(synopses);
  const next = await search.search({ ...query, cursor: lacking.nextCursor });
  expect(next).toMatchObject({ lacksSynopses: false, isPartial: true, total: 9 });
  const first = await search.search(query);
  expect(first).toMatchObject({ lacksSynopses: false, total: 17 });
  const other = new IndexedFilmSearch();
  other.openSnapshot(bytes);
  const second = await other.search({ ...query, cursor: first.nextCursor });
  expect(second).toMatchObject({ lacksSynopses: true, total: 9 });
});

test('the same films make the same bytes, in any order', () => {
  const reversed = buildSnapshot(FILMS.toReversed());
  expect(Buffer.compare(reversed.bytes, GOOD)).toBe(0);
  expect(Buffer.compare(reversed.synopses, FILES.synopses)).toBe(0);
  expect(codeOf(GOOD)).toBeUndefined();
});

test('keeps the higher version of a film that occurs twice', () => {
  const older = FILMS.map((film) => ({ ...film, version: 1, attributes: { ...film.attributes, title: 'Old' } }));
  const newer = FILMS.map((film) => ({ ...film, version: 2 }));
  expect(Buffer.compare(bytesOf([...older, ...newer]), bytesOf([...newer, ...older]))).toBe(0);
  expect(Buffer.compare(bytesOf([...older, ...newer]), bytesOf(newer))).toBe(0);
});

test('undeclared attributes do not change the bytes', () => {
  const films = FILMS.map((film) => ({ ...film, attributes: { ...film.attributes, rating: 8.5, studio: 'Pixar' } }));
  expect(Buffer.compare(buildSnapshot(films, []).bytes, GOOD)).toBe(0);
  expect(Buffer.from(GOOD).includes('attr.')).toBe(false);
  const declared = readDeclarations([{ name: 'rating', type: 'number' }]);
  expect(buildSnapshot(films, declared).bytes.length).toBeGreaterThan(GOOD.length);
});

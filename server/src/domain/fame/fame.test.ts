import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FilmAttributes } from '../film.ts';
import { titleKey } from '../text/fold-text.ts';
import { fameAlone } from './fame-score.ts';
import { fameOf } from './fame.ts';
import { fameFacts } from './film-facts.ts';

const film = (attributes: FilmAttributes) => fameFacts(attributes, titleKey(attributes.title));
const POSTER = { thumbnail: 'https://example.org/1.jpg', thumbnailWidth: 200, thumbnailHeight: 300 };

/** A well-known film, which makes its actors well known. */
const KNOWN: FilmAttributes = { title: 'Dance', year: 1990, extract: 'x'.repeat(600), cast: ['Ann Lee'], ...POSTER };

/** The fame of the first of these films, in a catalogue of these films. */
function fameOfFirst(...films: FilmAttributes[]): number {
  return fameOf(films.map(film))[0] ?? NaN;
}

describe('fame', () => {
  const plain: FilmAttributes = { title: 'Footloose', year: 1984, extract: 'x'.repeat(100) };

  test.each<[string, FilmAttributes, FilmAttributes[]]>([
    ['with a longer synopsis', { ...plain, extract: 'x'.repeat(400) }, []],
    ['with a picture', { ...plain, thumbnail: 'https://example.org/1.jpg' }, []],
    ['that others refer to', plain, [{ title: 'Dance', year: 1990, extract: 'A sequel to Footloose.' }]],
    ['with a leading actor of a known film', { ...plain, cast: ['Ann Lee'] }, [KNOWN]],
  ])('a film %s is better known', (_what, better, others) => {
    expect(fameOfFirst(better, ...others)).toBeGreaterThan(fameOfFirst(plain));
  });

  test('a picture that is taller than wide counts more, because it is a poster', () => {
    const wide = { ...POSTER, thumbnailWidth: 400 };
    expect(fameOfFirst({ ...plain, ...POSTER })).toBeGreaterThan(fameOfFirst({ ...plain, ...wide }));
  });

  test('a square picture is not a poster', () => {
    const square = { ...POSTER, thumbnailHeight: POSTER.thumbnailWidth };
    expect(fameOfFirst({ ...plain, ...square })).toBe(fameOfFirst({ ...plain, thumbnail: POSTER.thumbnail }));
  });

  test('films from around 1975 are the best known; from 45 years away, the year makes no more difference', () => {
    const [best = 0, worse = 0, least, older] = [1975, 1955, 1930, 1900].map((year) => fameOfFirst({ ...plain, year }));
    expect(best).toBeGreaterThan(worse);
    expect(worse).toBeGreaterThan(least ?? NaN);
    expect(least).toBe(older);
  });

  test('the computed values are from 1, for a score of -2, to 254, for a score of 20', () => {
    const nothingKnown = { title: 'Footloose', year: 1975 };
    // A score of 0: 2 of the 22 points.
    expect(fameOfFirst(nothingKnown)).toBe(1 + Math.round((2 / 22) * 253));
    expect(fameOfFirst({ ...nothingKnown, year: 1930, extract: 'A TV movie.' })).toBe(1);
    const sequels = Array.from({ length: 90 }, (_, i) => ({ title: `Footloose ${String(i)}`, year: 1976 }));
    expect(fameOfFirst({ ...nothingKnown, extract: 'x'.repeat(20_000), ...POSTER }, ...sequels)).toBe(254);
  });

  test('the sixth actor does not count', () => {
    const cast = ['A', 'B', 'C', 'D', 'E', 'Ann Lee'];
    expect(fameOfFirst({ ...plain, cast }, KNOWN)).toBe(fameOfFirst({ ...plain, cast }));
  });

  test('a film that few people know does not make its actors better known', () => {
    const cast = ['Ann Lee'];
    const unknown = { title: 'Dance', year: 1990, cast };
    expect(fameOfFirst({ ...plain, cast }, unknown)).toBe(fameOfFirst({ ...plain, cast }));
    const old = { ...KNOWN, year: 1905 };
    expect(fameOfFirst({ ...plain, cast }, old)).toBe(fameOfFirst({ ...plain, cast }));
    const lessOld = { ...KNOWN, year: 1957 };
    expect(fameOfFirst({ ...plain, cast }, lessOld)).toBeGreaterThan(fameOfFirst({ ...plain, cast }));
  });

  test('films without a cast share no actor', () => {
    const { cast, ...withoutCast } = KNOWN;
    expect(cast).toBeDefined();
    expect(fameOfFirst(plain, withoutCast)).toBe(fameOfFirst(plain));
  });

  test.each([
    'It is a television film.',
    'It is a 1984 TV movie.',
    'It was made-for-TV.',
    'It was released direct-to-video.',
    'It came out on video on demand.',
  ])('a film for television is less known: "%s"', (extract) => {
    expect(fameOfFirst({ ...plain, extract })).toBeLessThan(
      fameOfFirst({ ...plain, extract: 'x'.repeat(extract.length) }),
    );
  });

  test.each([
    { extract: 'It is the sequel to an earlier film.' },
    { extract: 'It is the fourth installment in the series.' },
    { extract: 'It is the second and final film of a trilogy.' },
  ])('a sequel is less known: $extract', ({ extract }) => {
    const other = extract.replace(/sequel to|installment in|film of/, 'xxxxxxxxx');
    expect(fameOfFirst({ ...plain, extract })).toBeLessThan(fameOfFirst({ ...plain, extract: other }));
  });

  test('a film that has a sequel does not count as a sequel itself', () => {
    expect(fameOfFirst({ ...plain, extract: 'It was followed by a sequel.' })).toBe(
      fameOfFirst({ ...plain, extract: 'It was followed by a poster.' }),
    );
  });

  test('a remake is less known, and the film that it is a remake of is better known', () => {
    const remake = { ...plain, year: 1986, extract: 'It is a remake of the 1984 film.' };
    const original = { ...plain, extract: 'It had a remake in 1986.' };
    expect(fameOfFirst(remake, original)).toBeLessThan(fameOfFirst(remake));
    expect(fameOfFirst(original, remake)).toBeGreaterThan(fameOfFirst(original));
  });

  test('popularity replaces the computed value: 100 is above every computed value, and 0 is below every computed value', () => {
    const known = { title: 'Known', year: 1990, extract: 'x'.repeat(20_000), ...POSTER };
    const sequels = Array.from({ length: 90 }, (_, i) => ({ title: `Known ${String(i)}`, year: 1991 }));
    const unknown = { title: 'Unknown', year: 1870 };
    const [best = 0, last = 0] = fameOf([known, unknown, ...sequels].map(film));
    expect(fameOfFirst({ ...unknown, popularity: 100 })).toBeGreaterThan(best);
    expect(fameOfFirst({ ...known, popularity: 0 })).toBeLessThan(last);
    expect(fameOfFirst({ ...known, popularity: 50 })).toBe(128);
  });

  test.each([-1, 100.5, '80', null, NaN])(
    'a stored popularity of %j, which no client can send, is ignored',
    (popularity) => {
      const attributes = { ...plain, popularity } as unknown as FilmAttributes;
      expect(fameOfFirst(attributes)).toBe(fameOfFirst(plain));
    },
  );

  test('fameAlone returns the fame that the film has as the only film of a catalogue', () => {
    const anyFilm = fc.record(
      {
        title: fc.constantFrom('Footloose', 'Rocky II', '1984'),
        year: fc.integer({ min: 1870, max: 2100 }),
        extract: fc.string({ maxLength: 300 }),
        cast: fc.array(fc.constantFrom('Ann Lee', 'Bob Ray'), { maxLength: 6 }),
        thumbnail: fc.constant('https://example.org/1.jpg'),
        popularity: fc.integer({ min: 0, max: 100 }),
      },
      { requiredKeys: ['title', 'year'] },
    );
    fc.assert(
      fc.property(anyFilm, (attributes) => {
        expect(fameAlone(film(attributes))).toBe(fameOfFirst(attributes));
      }),
      { seed: 1 },
    );
  });
});

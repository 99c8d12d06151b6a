import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../../../../server/testing/builders/any-character.ts';
import { PALETTES } from './palettes.ts';
import { posterArt } from './poster-art.ts';

/** Relative luminance as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('a generated poster', () => {
  test('is the same each time it is drawn for a title', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 2_000 }), (title) => {
        expect(posterArt(title)).toEqual(posterArt(title));
      }),
    );
  });

  test('does not change between releases', () => {
    const { palette, shapes, titleAt } = posterArt('The Godfather');
    expect({ ground: palette.ground, titleAt, first: shapes[0] }).toEqual({
      ground: '#0f3d3e',
      titleAt: 'top',
      first: { kind: 'circle', fill: '#e2703a', cx: 95.7, cy: 214, r: 121.5, opacity: 1 },
    });
  });

  test('contains only finite numbers', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (title) => {
        const { shapes, letterSize } = posterArt(title);
        expect(shapes.length).toBeGreaterThan(0);
        expect(JSON.stringify(shapes)).not.toMatch(/NaN|Infinity|null|undefined/);
        expect(letterSize).toBeGreaterThan(5);
      }),
    );
  });

  test.each([
    ['Jaws', 14],
    ['Snow White and the Seven Dwarfs', 8.5],
    ['The Adventures of Prince Achmed', 8.5],
    ['x'.repeat(200), 6.5],
  ])('sets the title %s in the largest letters that fit', (title, atMost) => {
    const { letterSize } = posterArt(title);
    expect(letterSize).toBeLessThanOrEqual(atMost);
    expect(letterSize).toBeGreaterThan(atMost - 2);
  });

  test('differs between films: of 200 similar titles, only a few have the same poster', () => {
    const looks = new Set(Array.from({ length: 200 }, (_, i) => JSON.stringify(posterArt(`Film ${String(i)}`).shapes)));
    expect(looks.size).toBeGreaterThan(195);
  });

  test.each(PALETTES.map(({ ground, ink }) => [ground, ink]))(
    'has enough contrast for a title on the ground %s in the colour %s',
    (ground, ink) => {
      expect(contrast(ground, ink)).toBeGreaterThanOrEqual(4.5);
    },
  );
});

import { MOTIFS } from './motifs.ts';
import { PALETTES, type Palette } from './palettes.ts';
import { pick, randomOf } from './random.ts';
import type { Shape } from './shapes.ts';

/**
 * The size of the sheet on which a poster is drawn. The picture takes a height of `art`, and the title takes the rest.
 */
export const SHEET = { width: 200, height: 300, art: 196 } as const;

/** A generated poster, for a film without a poster of its own. */
export type PosterArt = {
  readonly palette: Palette;
  readonly shapes: readonly Shape[];
  /** Where the picture begins. Its height is SHEET.art. */
  readonly top: number;
  /** Where the title is. The picture takes the rest. */
  readonly titleAt: 'top' | 'bottom';
  readonly lettering: 'serif' | 'sans';
  /** Size of the title's letters in hundredths of the poster's width. Longer titles get smaller letters. */
  readonly letterSize: number;
};

/** Draws the same poster for the same title, on every machine and every visit. */
export function posterArt(title: string): PosterArt {
  const random = randomOf(title);
  const palette = pick(random, PALETTES);
  const motif = pick(random, MOTIFS);
  const titleAt = random() < 0.5 ? 'top' : 'bottom';
  const [top, bottom] = titleAt === 'top' ? [SHEET.height - SHEET.art, SHEET.height] : [0, SHEET.art];
  const lettering = random() < 0.6 ? 'serif' : 'sans';
  const shapes = motif(palette, random, top, bottom);
  return { palette, shapes, top, titleAt, lettering, letterSize: letterSizeOf(title, lettering) };
}

/**
 * The width of a line: how many of the widest bold letters fit into it, multiplied by the letter size. The width is
 * smaller for sans-serif capitals, because these letters are wider.
 */
const LINE = { serif: 136, sans: 94 };

const LETTER_SIZES = [14, 12.5, 11.5, 10.5, 9.5, 8.5, 7.8, 7.1] as const;
const SMALLEST = 6.5;

/**
 * The height for the title, in hundredths of the poster's width. It is a third of the poster's height, minus the space
 * for the year.
 */
const LETTERING_HEIGHT = 37;
/** The height of a line as a multiple of the letter size. */
const LINE_HEIGHT = 1.1;

/**
 * The largest letter size at which the longest word fits into a line, and the title fits into its third of the poster.
 * Only extremely long titles do not fit.
 */
function letterSizeOf(title: string, lettering: PosterArt['lettering']): number {
  const lengths = title.split(/\s+/u).map((word) => word.length);
  const fits = (size: number) => {
    const perLine = LINE[lettering] / size;
    return Math.max(...lengths) <= perLine && linesOf(lengths, perLine) * size * LINE_HEIGHT <= LETTERING_HEIGHT;
  };
  return LETTER_SIZES.find(fits) ?? SMALLEST;
}

/** @param lengths the lengths of the words, in letters */
function linesOf(lengths: readonly number[], perLine: number): number {
  let lines = 1;
  let used = 0;
  for (const length of lengths) {
    const together = used === 0 ? length : used + 1 + length;
    if (together > perLine && used > 0) lines += 1;
    used = together > perLine ? length : together;
  }
  return lines;
}

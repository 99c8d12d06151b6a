import { MOTIFS } from './motifs.ts';
import { PALETTES, type Palette } from './palettes.ts';
import { pick, randomOf } from './random.ts';
import type { Shape } from './shapes.ts';

/** Of this the picture takes `art`, the title the rest. */
export const SHEET = { width: 200, height: 300, art: 196 } as const;

/** A poster for a film that has none. */
export type PosterArt = {
  readonly palette: Palette;
  readonly shapes: readonly Shape[];
  /** Where the picture begins; it is SHEET.art high. */
  readonly top: number;
  /** Where the title stands; the picture has the rest. */
  readonly titleAt: 'top' | 'bottom';
  readonly lettering: 'serif' | 'sans';
  /** Size of the title's letters in hundredths of the poster's width: longer titles are set smaller. */
  readonly letterSize: number;
};

/** The same title has the same poster, on every machine and every visit. */
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

/** A line of the widest bold letters that still fits: capitals without serifs take more room. */
const LINE = { serif: 136, sans: 94 };

const LETTER_SIZES = [14, 12.5, 11.5, 10.5, 9.5, 8.5, 7.8, 7.1] as const;
const SMALLEST = 6.5;

/** What the year leaves of a third of the poster, and how high a line is in letters. */
const LETTERING_HEIGHT = 37;
const LINE_HEIGHT = 1.1;

/** The largest letters with which the longest word fits into a line, and a title of nearly any length into its third of the poster. */
function letterSizeOf(title: string, lettering: PosterArt['lettering']): number {
  const lengths = title.split(/\s+/u).map((word) => word.length);
  const fits = (size: number) => {
    const perLine = LINE[lettering] / size;
    return Math.max(...lengths) <= perLine && linesOf(lengths, perLine) * size * LINE_HEIGHT <= LETTERING_HEIGHT;
  };
  return LETTER_SIZES.find(fits) ?? SMALLEST;
}

/** @param lengths of the words, in letters */
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

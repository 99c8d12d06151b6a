import { letterSizeOf, type Lettering } from './letter-size.ts';
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
  readonly lettering: Lettering;
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

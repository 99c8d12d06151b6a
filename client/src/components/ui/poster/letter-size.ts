/** The lettering of a generated poster: capitals without serifs, or both cases with serifs. */
export type Lettering = 'serif' | 'sans';

/** The fonts of `serif`. `sans` uses the fonts of the page. */
export const SERIF = "ui-serif, 'Iowan Old Style', Palatino, Georgia, 'Liberation Serif', serif";

/** Letter sizes and widths are in hundredths of the poster's width. A line has a margin of 7 at both ends. */
const LINE = 86;
const LETTER_SIZES = [14, 12.5, 11.5, 10.5, 9.5, 8.5, 7.8, 7.1, 6.5, 5.8, 5.2] as const;
/** For titles that fit in no size, such as one word of forty letters. */
const SMALLEST = 6.5;

/** The height for the title: a third of the poster's height, minus the space for the year. */
const LETTERING_HEIGHT = 37;

/** The height of a line as a multiple of the letter size. */
const LINE_HEIGHT = 1.1;

/** The extra space after each letter, in letter sizes, as in poster.css. */
const SPACING = { serif: 0, sans: 0.03 };

/** The width of a wide bold letter, in letter sizes. Used in tests, where there is no canvas to measure on. */
const WIDE_LETTER = { serif: 0.63, sans: 0.91 };

/** A font may be slightly wider at small sizes than at the size at which it is measured. */
const TOLERANCE = 1.02;
const MEASURED_PX = 100;

/**
 * The largest letter size at which the longest word fits into a line, and the title into its third of the poster. The
 * words are measured, because an estimate by the number of letters broke "Honeymoon" and made other titles too small.
 */
export function letterSizeOf(title: string, lettering: Lettering): number {
  const widthOf = measureIn(lettering);
  const widths = title
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map(widthOf);
  const space = widthOf(' ');
  const longest = Math.max(0, ...widths);
  const fits = (size: number) =>
    longest * size <= LINE && linesOf(widths, space, LINE / size) * size * LINE_HEIGHT <= LETTERING_HEIGHT;
  return LETTER_SIZES.find(fits) ?? SMALLEST;
}

/** @param widths of the words, in letter sizes */
function linesOf(widths: readonly number[], space: number, line: number): number {
  let lines = 1;
  let used = 0;
  for (const width of widths) {
    const together = used === 0 ? width : used + space + width;
    if (together > line && used > 0) lines += 1;
    used = together > line ? width : together;
  }
  return lines;
}

let canvas: CanvasRenderingContext2D | null | undefined;

/** How wide a text is, in letter sizes. */
function measureIn(lettering: Lettering): (text: string) => number {
  if (canvas === undefined)
    canvas = 'document' in globalThis ? document.createElement('canvas').getContext('2d') : null;
  const context = canvas;
  if (!context) return (text) => text.length * WIDE_LETTER[lettering];
  const family = lettering === 'serif' ? SERIF : getComputedStyle(document.body).fontFamily;
  context.font = `700 ${String(MEASURED_PX)}px ${family}`;
  return (text) => {
    const written = lettering === 'serif' ? text : text.toUpperCase();
    return (context.measureText(written).width / MEASURED_PX + SPACING[lettering] * written.length) * TOLERANCE;
  };
}

import type { PosterImage } from '../../components/ui/poster/poster.tsx';
import type { Movie } from '../../lib/api-types.gen.ts';

/** Returns the poster in all available widths. The browser picks the width that fits the screen. */
export function posterImageOf({ poster }: Pick<Movie, 'poster'>): PosterImage | undefined {
  const [narrowest] = poster ?? [];
  if (!poster || !narrowest) return undefined;
  return {
    src: narrowest.url,
    srcSet: poster.map(({ url, widthPx }) => `${url} ${String(widthPx)}w`).join(', '),
    width: narrowest.widthPx,
    height: posterHeight(narrowest.widthPx),
  };
}

/** All posters of the provider are 1.5 times as high as they are wide. */
export function posterHeight(widthPx: number): number {
  return Math.round(widthPx * 1.5);
}

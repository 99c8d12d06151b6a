import type { PosterImage } from '../../components/ui/poster/poster.tsx';
import type { Movies } from '../../lib/api-types.gen.ts';

/** Returns the poster in all available widths. The browser picks the width that fits the screen. */
export function imageOf({ poster }: Pick<Movies['items'][number], 'poster'>): PosterImage | undefined {
  const [narrowest] = poster ?? [];
  if (!poster || !narrowest) return undefined;
  return {
    src: narrowest.url,
    srcSet: poster.map(({ url, widthPx }) => `${url} ${String(widthPx)}w`).join(', '),
    width: narrowest.widthPx,
    height: Math.round(narrowest.widthPx * 1.5),
  };
}

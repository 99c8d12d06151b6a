import type { PosterImage } from '../../components/ui/poster/poster.tsx';
import type { FilmSummary } from '../../lib/api-types.gen.ts';

type Thumbnail = Pick<FilmSummary, 'thumbnail' | 'thumbnailWidth' | 'thumbnailHeight'>;

/**
 * The film's own image; `undefined` if it has none. Plain HTTP becomes HTTPS, because a page that came over HTTPS would
 * block an image over plain HTTP.
 */
export function posterImageOf({ thumbnail, thumbnailWidth, thumbnailHeight }: Thumbnail): PosterImage | undefined {
  if (thumbnail === undefined) return undefined;
  return { src: thumbnail.replace(/^http:/, 'https:'), width: thumbnailWidth, height: thumbnailHeight };
}

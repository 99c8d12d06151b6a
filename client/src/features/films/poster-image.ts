import type { PosterImage } from '../../components/ui/poster/poster.tsx';
import type { FilmSummary } from '../../lib/api-types.gen.ts';

type Thumbnail = Pick<FilmSummary, 'thumbnail' | 'thumbnailWidth' | 'thumbnailHeight'>;

/** The film's own picture; `undefined` where it has none. Plain http would be blocked on a page that came by https. */
export function posterImageOf({ thumbnail, thumbnailWidth, thumbnailHeight }: Thumbnail): PosterImage | undefined {
  if (thumbnail === undefined) return undefined;
  return { src: thumbnail.replace(/^http:/, 'https:'), width: thumbnailWidth, height: thumbnailHeight };
}

import { useState } from 'react';
import { GeneratedPoster } from './generated-poster.tsx';
import './poster.css';

/**
 * The URLs of images that failed to load during this visit. They are not requested again when their film returns to the
 * screen.
 */
const failed = new Set<string>();

export type PosterImage = {
  readonly src: string;
  readonly srcSet?: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
};

type PosterProps = {
  readonly title: string;
  readonly year?: number | undefined;
  readonly image: PosterImage | undefined;
  /** The displayed width. The browser uses it to choose an image from `srcSet`. */
  readonly sizes?: string;
  /**
   * Whether the poster is visible at once. If so, it is fetched before everything else. By default it is fetched when
   * it comes near the screen.
   */
  readonly isFirst?: boolean;
};

/** Shows the film's own poster, or a generated poster if the film has none or its image cannot be loaded. */
export function Poster({ title, year, image, sizes, isFirst = false }: PosterProps) {
  const [failedSrc, setFailedSrc] = useState<string>();
  const isUsable = image !== undefined && image.src !== failedSrc && !failed.has(image.src);
  return (
    <div className="poster" data-shape={isUsable && isWide(image) ? 'wide' : undefined}>
      {isUsable && isWide(image) && (
        // The same picture, large and blurred, behind the whole one.
        <img
          className="poster-backdrop"
          src={image.src}
          alt=""
          loading="lazy"
          decoding="async"
          referrerPolicy="no-referrer"
        />
      )}
      {isUsable ? (
        <img
          src={image.src}
          {...(image.srcSet !== undefined && { srcSet: image.srcSet, sizes })}
          width={image.width ?? 200}
          height={image.height ?? 300}
          alt=""
          loading={isFirst ? 'eager' : 'lazy'}
          fetchPriority={isFirst ? 'high' : 'auto'}
          decoding="async"
          referrerPolicy="no-referrer"
          onError={() => {
            failed.add(image.src);
            setFailedSrc(image.src);
          }}
        />
      ) : (
        <GeneratedPoster title={title} year={year} />
      )}
    </div>
  );
}

/** Whether a picture is so wide that a poster would show only its middle. */
function isWide({ width, height }: PosterImage): boolean {
  return width !== undefined && height !== undefined && width > height;
}

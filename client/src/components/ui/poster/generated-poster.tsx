import { memo } from 'react';
import { SERIF } from './letter-size.ts';
import { posterArt, SHEET } from './poster-art.ts';
import './poster.css';
import type { Shape } from './shapes.ts';

type GeneratedPosterProps = { readonly title: string; readonly year?: number | undefined };

/**
 * A poster that is drawn from the title alone. It is hidden from screen readers, because it says no more than the text
 * next to it.
 */
export const GeneratedPoster = memo(function GeneratedPoster({ title, year }: GeneratedPosterProps) {
  const { palette, shapes, top, titleAt, lettering, letterSize } = posterArt(title);
  return (
    <div className="generated-poster" aria-hidden style={{ backgroundColor: palette.ground, color: palette.ink }}>
      <svg viewBox="0 0 200 300" preserveAspectRatio="xMidYMid slice" focusable="false">
        {/* The picture is clipped where the title's area begins, so that nothing is drawn behind the letters. */}
        <svg y={top} height={SHEET.art} viewBox={`0 ${String(top)} ${String(SHEET.width)} ${String(SHEET.art)}`}>
          {shapes.map(drawShape)}
        </svg>
      </svg>
      <div className="generated-poster-lettering" data-at={titleAt}>
        <div
          className="generated-poster-title"
          data-lettering={lettering}
          dir="auto"
          style={{ fontSize: `${String(letterSize)}cqi`, ...(lettering === 'serif' && { fontFamily: SERIF }) }}
        >
          {title.slice(0, 200)}
        </div>
        {year !== undefined && <div className="generated-poster-year">{year}</div>}
      </div>
    </div>
  );
});

function drawShape(shape: Shape, index: number) {
  const { fill, opacity } = shape;
  if (shape.kind === 'circle')
    return <circle key={index} fill={fill} opacity={opacity} cx={shape.cx} cy={shape.cy} r={shape.r} />;
  return <path key={index} fill={fill} opacity={opacity} d={shape.d} />;
}

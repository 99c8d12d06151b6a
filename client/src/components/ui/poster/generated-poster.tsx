import { styled } from '@mui/material/styles';
import { memo } from 'react';
import { posterArt, SHEET, type PosterArt } from './poster-art.ts';
import type { Shape } from './shapes.ts';

const Sheet = styled('div')({
  position: 'absolute',
  inset: 0,
  overflow: 'hidden',
  containerType: 'inline-size',
  // Not drawn before it is near the screen; its box has a size of its own, so nothing moves.
  contentVisibility: 'auto',
});

const Art = styled('svg')({ position: 'absolute', inset: 0, width: '100%', height: '100%' });

const Lettering = styled('div')({
  position: 'absolute',
  insetInline: '7cqi',
  height: '33%',
  display: 'flex',
  flexDirection: 'column',
  gap: '2cqi',
  textAlign: 'center',
});

const Title = styled('div')({
  fontWeight: 700,
  lineHeight: 1.08,
  textWrap: 'balance',
  overflowWrap: 'anywhere',
  overflow: 'hidden',
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: 5,
  paddingBlock: '0.1em',
});

const Year = styled('div')({
  fontSize: '6.5cqi',
  letterSpacing: '0.3em',
  fontWeight: 600,
  opacity: 0.92,
  paddingInlineStart: '0.3em',
});

type GeneratedPosterProps = { readonly title: string; readonly year?: number | undefined };

/** Drawn from the title alone. It says nothing that the text beside it does not say, so it is hidden from screen readers. */
export const GeneratedPoster = memo(function GeneratedPoster({ title, year }: GeneratedPosterProps) {
  const { palette, shapes, top, titleAt, lettering, letterSize } = posterArt(title);
  return (
    <Sheet aria-hidden style={{ backgroundColor: palette.ground, color: palette.ink }}>
      <Art viewBox="0 0 200 300" preserveAspectRatio="xMidYMid slice" focusable="false">
        {/* Cut off where the title begins: nothing is drawn behind letters. */}
        <svg y={top} height={SHEET.art} viewBox={`0 ${String(top)} ${String(SHEET.width)} ${String(SHEET.art)}`}>
          {shapes.map(drawShape)}
        </svg>
      </Art>
      <Lettering
        style={
          titleAt === 'top' ? { top: '2.5%', justifyContent: 'center' } : { bottom: '1%', justifyContent: 'center' }
        }
      >
        <Title dir="auto" style={{ fontSize: `${String(letterSize)}cqi`, ...LETTERING[lettering] }}>
          {title.slice(0, 200)}
        </Title>
        {year !== undefined && <Year>{year}</Year>}
      </Lettering>
    </Sheet>
  );
});

const LETTERING: Record<
  PosterArt['lettering'],
  { fontFamily?: string; textTransform?: 'uppercase'; letterSpacing?: string }
> = {
  serif: { fontFamily: 'ui-serif, "Iowan Old Style", Palatino, Georgia, "Liberation Serif", serif' },
  sans: { textTransform: 'uppercase', letterSpacing: '0.03em' },
};

function drawShape(shape: Shape, index: number) {
  const { fill, opacity } = shape;
  if (shape.kind === 'circle')
    return <circle key={index} fill={fill} opacity={opacity} cx={shape.cx} cy={shape.cy} r={shape.r} />;
  return <path key={index} fill={fill} opacity={opacity} d={shape.d} />;
}

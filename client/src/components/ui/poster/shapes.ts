/** A shape of a picture, on a sheet of 200 by 300. */
export type Shape = { readonly fill: string; readonly opacity?: number } & (
  | { readonly kind: 'circle'; readonly cx: number; readonly cy: number; readonly r: number }
  | { readonly kind: 'path'; readonly d: string }
);

export function circle(fill: string, cx: number, cy: number, r: number, opacity = 1): Shape {
  return { kind: 'circle', fill, cx: round(cx), cy: round(cy), r: round(r), opacity };
}

export function polygon(fill: string, points: readonly (readonly [number, number])[], opacity = 1): Shape {
  const d = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${at(x, y)}`).join('');
  return { kind: 'path', fill, d: `${d}Z`, opacity };
}

export function box(fill: string, x: number, y: number, width: number, height: number, opacity = 1): Shape {
  const [right, bottom] = [x + width, y + height];
  return polygon(fill, [[x, y], [right, y], [right, bottom], [x, bottom]], opacity); // prettier-ignore
}

/** Joins shapes of one colour into one path, so that a picture with forty windows has few elements. */
export function merged(fill: string, shapes: readonly Shape[], opacity = 1): Shape {
  return { kind: 'path', fill, d: shapes.map((shape) => (shape.kind === 'path' ? shape.d : '')).join(''), opacity };
}

export function path(fill: string, d: string, opacity = 1): Shape {
  return { kind: 'path', fill, d, opacity };
}

/** Draws land or sea: the area below a smooth line across the sheet. */
export function layer(fill: string, heights: readonly number[], bottom: number, opacity = 1): Shape {
  const step = 200 / (heights.length - 1);
  let d = `M${at(0, bottom)}L${at(0, heights[0] ?? bottom)}`;
  for (const [index, y] of heights.entries()) {
    if (index === 0) continue;
    const [middle, before] = [(index - 0.5) * step, heights[index - 1] ?? y];
    d += `C${at(middle, before)} ${at(middle, y)} ${at(index * step, y)}`;
  }
  return { kind: 'path', fill, d: `${d}L${at(200, bottom)}Z`, opacity };
}

export function at(x: number, y: number): string {
  return `${String(round(x))} ${String(round(y))}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

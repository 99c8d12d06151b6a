import type { Palette } from './palettes.ts';
import { pick } from './random.ts';
import { at, box, circle, layer, merged, path, polygon, type Shape } from './shapes.ts';

/**
 * A function that draws a picture into the part of the sheet from `top` to `bottom`. The rest of the sheet is for the
 * title.
 */
type Motif = (palette: Palette, random: () => number, top: number, bottom: number) => readonly Shape[];

const WIDTH = 200;
const between = (random: () => number, low: number, high: number) => low + random() * (high - low);
const series = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));

const hills: Motif = ({ main, second, light }, random, top, bottom) => {
  const height = bottom - top;
  const line = (share: number) => series(5, () => bottom - height * between(random, share - 0.1, share + 0.1));
  return [
    circle(light, between(random, 50, 150), top + height * between(random, 0.3, 0.5), between(random, 26, 48)),
    layer(main, line(0.5), bottom, 0.55),
    layer(main, line(0.36), bottom),
    layer(second, line(0.18), bottom),
  ];
};

const rays: Motif = ({ main, second, light }, random, top, bottom) => {
  const [cx, cy, count] = [
    between(random, 60, 140),
    top + (bottom - top) * between(random, 0.45, 0.7),
    2 * Math.round(between(random, 7, 11)),
  ];
  const edge = (turn: number): [number, number] => [
    cx + 400 * Math.cos(turn * 2 * Math.PI),
    cy + 400 * Math.sin(turn * 2 * Math.PI),
  ];
  const wedges = series(count / 2, (i) => polygon(main, [[cx, cy], edge((2 * i) / count), edge((2 * i + 1) / count)]));
  return [merged(main, wedges), circle(second, cx, cy, 46), circle(light, cx, cy, 34), circle(main, cx, cy, 12)];
};

const skyline: Motif = ({ main, second, light }, random, top, bottom) => {
  const height = bottom - top;
  const moon = circle(light, between(random, 40, 160), top + height * 0.26, between(random, 16, 30));
  const row = (fill: string, low: number, high: number, opacity: number) => {
    const blocks: Shape[] = [];
    for (let x = -4; x < WIDTH;) {
      const [width, tall] = [between(random, 16, 34), height * between(random, low, high)];
      blocks.push(box(fill, x, bottom - tall, width, tall));
      x += width + (random() < 0.3 ? 5 : 0);
    }
    return merged(fill, blocks, opacity);
  };
  const windows = series(38, () =>
    box(light, 6 + 9 * Math.floor(random() * 21), bottom - 10 - 11 * Math.floor(random() * 7), 3.5, 5),
  );
  return [moon, row(main, 0.45, 0.78, 0.6), row(second, 0.3, 0.62, 1), merged(light, windows, 0.85)];
};

const spotlights: Motif = ({ main, second, light }, random, top, bottom) => {
  const [left, right, floor] = [between(random, 20, 60), between(random, 140, 180), bottom - 26];
  return [
    layer(second, [floor, floor - 8, floor - 10, floor - 8, floor], bottom),
    polygon(
      light,
      [
        [left - 3, top],
        [left + 3, top],
        [150, floor + 4],
        [70, floor + 8],
      ],
      0.4,
    ),
    polygon(
      main,
      [
        [right - 3, top],
        [right + 3, top],
        [130, floor + 8],
        [46, floor + 4],
      ],
      0.55,
    ),
    path(light, `M62 ${String(floor + 6)}a44 9 0 1 0 88 0a44 9 0 1 0 -88 0Z`),
    circle(main, 104, floor - 58, 9),
    path(
      main,
      `M${at(104, floor - 48)}Q${at(118, floor - 44)} ${at(122, floor + 4)}L${at(86, floor + 4)}Q${at(90, floor - 44)} ${at(104, floor - 48)}Z`,
    ),
  ];
};

const rings: Motif = ({ ground, main, second, light }, random, top, bottom) => {
  const [cx, cy, reach] = [
    between(random, 60, 140),
    (top + bottom) / 2 + between(random, -14, 14),
    (bottom - top) * 0.62,
  ];
  const [dx, dy] = [between(random, -5, 5), between(random, -5, 5)];
  const inks = [main, ground, second, ground, main, ground, light];
  return inks.map((ink, i) => circle(ink, cx + dx * i, cy + dy * i, reach * (1 - i / inks.length)));
};

const cutouts: Motif = ({ main, second, light }, random, top, bottom) => {
  const height = bottom - top;
  const bars = series(6, (i) => {
    const [x, tall, lean] = [6 + i * 33, height * between(random, 0.35, 0.98), between(random, -9, 9)];
    return polygon(i % 3 === 1 ? second : main, [
      [x, top],
      [x + 25, top],
      [x + 25 + lean, top + tall - 7],
      [x + lean, top + tall],
    ]);
  });
  return [...bars, circle(light, between(random, 50, 150), bottom - 34, between(random, 15, 24))];
};

const sea: Motif = ({ main, second, light }, random, top, bottom) => {
  const [height, x] = [bottom - top, between(random, 66, 134)];
  const mast = bottom - height * 0.36;
  const swell = (share: number) =>
    series(7, (i) => bottom - height * share + (i % 2 === 0 ? 6 : -6) * between(random, 0.5, 1));
  return [
    circle(light, WIDTH - x, top + height * 0.36, between(random, 24, 40)),
    polygon(main, [
      [x, mast],
      [x, mast - 74],
      [x + 42, mast - 6],
    ]),
    polygon(second, [
      [x - 5, mast],
      [x - 5, mast - 56],
      [x - 34, mast - 6],
    ]),
    path(main, `M${at(x - 40, mast + 2)}L${at(x + 46, mast + 2)}L${at(x + 30, mast + 18)}L${at(x - 26, mast + 18)}Z`),
    layer(second, swell(0.32), bottom, 0.6),
    layer(second, swell(0.2), bottom),
    layer(main, swell(0.09), bottom),
  ];
};

const quarters: Motif = ({ main, second, light }, random, top, bottom) => {
  const size = 50;
  const rows = Math.floor((bottom - top) / size);
  const start = top < 10 ? top : bottom - rows * size;
  return series(rows * 4, (i) => {
    const [x, y, ink] = [(i % 4) * size, start + Math.floor(i / 4) * size, pick(random, [main, second, light, main])];
    const [r, kind] = [String(size), Math.floor(random() * 6)];
    if (kind === 0) return circle(ink, x + size / 2, y + size / 2, size / 2);
    if (kind === 1) return path(ink, `M${at(x, y)}h${r}v${r}Z`);
    if (kind === 2) return path(ink, `M${at(x, y)}h${r}a${r} ${r} 0 0 1 -${r} ${r}Z`);
    if (kind === 3) return path(ink, `M${at(x + size, y + size)}h-${r}a${r} ${r} 0 0 1 ${r} -${r}Z`);
    if (kind === 4) return path(ink, `M${at(x, y + size)}v-${r}a${r} ${r} 0 0 1 ${r} ${r}Z`);
    return path(ink, `M${at(x + size, y)}v${r}a${r} ${r} 0 0 1 -${r} -${r}Z`);
  });
};

const eye: Motif = ({ ground, main, second, light }, random, top, bottom) => {
  const [cy, look, open] = [(top + bottom) / 2, between(random, -16, 16), between(random, 54, 82)];
  const lid = (half: number, high: number, ink: string) =>
    path(
      ink,
      `M${at(100 - half, cy)}Q${at(100, cy - high)} ${at(100 + half, cy)}Q${at(100, cy + high)} ${at(100 - half, cy)}Z`,
    );
  const lashes = series(9, (i) =>
    polygon(main, [
      [24 + i * 19 - 2, cy],
      [24 + i * 19 + 2, cy],
      [100 + (i - 4) * 27, cy - open - 22],
    ]),
  );
  return [
    merged(main, lashes),
    lid(94, open * 1.3, main),
    lid(82, open, light),
    circle(second, 100 + look, cy, 31),
    circle(ground, 100 + look, cy, 20),
    circle(main, 100 + look, cy, 13),
    circle(light, 106 + look, cy - 8, 5),
  ];
};

const planet: Motif = ({ main, second, light }, random, top, bottom) => {
  const [cx, cy, r] = [between(random, 74, 126), (top + bottom) / 2, between(random, 40, 54)];
  const stars = series(26, () => {
    const [x, y, s] = [random() * WIDTH, between(random, top, bottom), between(random, 0.8, 2.2)];
    return polygon(light, [
      [x, y - s],
      [x + s, y],
      [x, y + s],
      [x - s, y],
    ]);
  });
  const ring = `M${at(cx - r * 1.75, cy + 16)}Q${at(cx, cy + 46)} ${at(cx + r * 1.75, cy - 16)}Q${at(cx, cy + 22)} ${at(cx - r * 1.75, cy + 16)}Z`;
  return [
    merged(light, stars),
    circle(main, cx, cy, r),
    path(
      second,
      `M${at(cx - r, cy)}a${at(r, r)} 0 0 0 ${at(r * 2, 0)}Q${at(cx, cy + r * 0.5)} ${at(cx - r, cy)}Z`,
      0.7,
    ),
    path(light, ring),
    circle(second, cx - r * 1.3, cy - r * 0.95, between(random, 6, 13)),
  ];
};

const road: Motif = ({ main, second, light }, random, top, bottom) => {
  const [x, horizon] = [between(random, 70, 130), top + (bottom - top) * between(random, 0.48, 0.6)];
  const deep = bottom - horizon;
  const dash = (from: number, to: number) =>
    polygon(light, [
      [x - 6 * from, horizon + deep * from],
      [x + 6 * from, horizon + deep * from],
      [x + 6 * to, horizon + deep * to],
      [x - 6 * to, horizon + deep * to],
    ]);
  const peaks = series(6, (i): [number, number] => [i * 40, horizon - between(random, 6, 46)]);
  return [
    circle(light, x, horizon - 4, between(random, 30, 46)),
    polygon(main, [[0, horizon], ...peaks, [WIDTH, horizon]]),
    box(second, 0, horizon, WIDTH, deep),
    polygon(main, [
      [x - 2, horizon],
      [x + 2, horizon],
      [x + 92, bottom],
      [x - 92, bottom],
    ]),
    merged(light, [dash(0.12, 0.22), dash(0.32, 0.5), dash(0.64, 0.94)]),
  ];
};

const curtain: Motif = ({ main, second, light }, random, top, bottom) => {
  const [height, folds] = [bottom - top, 4];
  const drape = (side: 0 | 1) =>
    series(folds, (i) => {
      const wide = 17 - i * 1.5;
      const [x0, x1] = [i * 17, i * 17 + wide];
      const edge = (x: number) => (side === 0 ? x : WIDTH - x);
      const hem = bottom - i * height * 0.07;
      return path(
        i % 2 === 0 ? main : second,
        `M${at(edge(x0), top)}L${at(edge(x1 + 3), top)}Q${at(edge(x1 - 3), top + height * 0.6)} ${at(edge(x1 - i * 5), hem)}L${at(edge(x0 - i * 5), hem)}Z`,
      );
    });
  const scallops = series(5, (i) =>
    path(i % 2 === 0 ? second : main, `M${at(i * 40, top)}h40a20 ${String(Math.round(height * 0.12))} 0 0 1 -40 0Z`),
  );
  return [circle(light, 100, bottom - height * 0.34, between(random, 34, 46)), ...drape(0), ...drape(1), ...scallops];
};

export const MOTIFS: readonly [Motif, ...Motif[]] = [
  hills,
  rays,
  skyline,
  spotlights,
  rings,
  cutouts,
  sea,
  quarters,
  eye,
  planet,
  road,
  curtain,
];

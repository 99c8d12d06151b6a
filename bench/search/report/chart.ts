import { WORKLOAD_CLASSES, type WorkloadClass } from '../workload/bench-case.ts';
import { WORKLOADS } from '../workload/workloads.ts';
import { formatMicros } from './format.ts';
import type { SearchReport } from './report.ts';
import { qualifies } from './verdicts.ts';

const WIDTH = 960;
const LEFT = 210;
const RIGHT = 30;
const TOP = 64;
const BAND = 18;
const GAP = 14;
/** Blue and orange come first, because everyone can tell them apart, even with colour blindness (Okabe and Ito). */
const COLOURS = ['#0072b2', '#e69f00', '#d55e00', '#cc79a7', '#009e73', '#56b4e9', '#999999', '#5d3a9b'];

/**
 * Draws a bar for every engine and class, from p50 to p99 on a logarithmic scale. A bar is pale if the answers of
 * the engine are not good enough. The SVG has a title and a description, and is readable on light and dark pages.
 */
export function drawChart(report: SearchReport): string {
  const names = Object.keys(report.engines);
  const bandHeight = names.length * BAND + GAP;
  const height = TOP + WORKLOAD_CLASSES.length * bandHeight + 30;
  const scale = logScale(report);
  const bands = WORKLOAD_CLASSES.map((kind, i) => drawClass(report, kind, TOP + i * bandHeight, scale));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(height)}" role="img"
  aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="11">
<title id="title">Latency of film search by engine and query class, p50 to p99</title>
<desc id="desc">The same figures are in the tables of benchmarks.md.</desc>
<rect width="100%" height="100%" fill="#ffffff"/>
${drawLegend(names)}
${scale.ticks.map((tick) => drawTick(tick, scale.x(tick), height)).join('\n')}
${bands.join('\n')}
</svg>
`;
}

type Scale = { readonly x: (micros: number) => number; readonly ticks: readonly number[] };

function logScale({ engines }: SearchReport): Scale {
  const all = Object.values(engines).flatMap(({ classes }) =>
    Object.values(classes).flatMap(({ p50, p99 }) => [p50, p99]),
  );
  const low = Math.floor(Math.log10(Math.max(1, Math.min(...all))));
  const high = Math.ceil(Math.log10(Math.max(...all)));
  const span = Math.max(1, high - low);
  return {
    x: (micros) => LEFT + ((Math.log10(Math.max(micros, 1)) - low) / span) * (WIDTH - LEFT - RIGHT),
    ticks: Array.from({ length: span + 1 }, (_, i) => 10 ** (low + i)),
  };
}

function drawClass({ engines }: SearchReport, kind: WorkloadClass, top: number, { x }: Scale): string {
  const bars = Object.entries(engines).map(([engine, { classes }], i) => {
    const latencies = classes[kind];
    if (!latencies) return '';
    const [from, to] = [x(latencies.p50), x(latencies.p99)];
    const opacity = qualifies(engines, engine, kind) ? 1 : 0.25;
    const y = top + i * BAND + 3;
    const colour = COLOURS[i % COLOURS.length] ?? '';
    const label = `${engine}: p50 ${formatMicros(latencies.p50)}, p99 ${formatMicros(latencies.p99)}`;
    const width = Math.max(2, to - from).toFixed(1);
    return `<rect x="${from.toFixed(1)}" y="${String(y)}" width="${width}" height="${String(BAND - 5)}" fill="${colour}"
  fill-opacity="${String(opacity)}" stroke="${colour}"><title>${label}</title></rect>`;
  });
  return `<text x="8" y="${String(top + 14)}" font-weight="600">${kind} ${WORKLOADS[kind].name}</text>${bars.join('\n')}`;
}

function drawLegend(names: readonly string[]): string {
  const step = (WIDTH - 16) / Math.max(1, names.length);
  return names
    .map((name, i) => {
      const x = 8 + i * step;
      return `<rect x="${x.toFixed(1)}" y="12" width="12" height="12" fill="${COLOURS[i % COLOURS.length] ?? ''}"/>
<text x="${(x + 17).toFixed(1)}" y="22">${name}</text>`;
    })
    .join('\n');
}

function drawTick(micros: number, x: number, height: number): string {
  const at = x.toFixed(1);
  return `<line x1="${at}" x2="${at}" y1="${String(TOP - 8)}" y2="${String(height - 20)}" stroke="#dddddd"/>
<text x="${at}" y="${String(TOP - 14)}" text-anchor="middle" fill="#555555">${formatMicros(micros)}</text>`;
}

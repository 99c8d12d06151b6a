import type { Table } from '../search/report/tables.ts';
import { formatMicros } from '../search/report/format.ts';
import { markdownTable } from '../search/report/print-table.ts';
import { percentile } from '../statistics.ts';
import type { LoadReport } from '../api/load-generator.ts';

const MIB = 1024 * 1024;
/** The highest p99 of a minute, as a multiple of that of the first minute. */
const MAX_SLOWDOWN = 2;
const UNSETTLED_MINUTES = 2;

export type SoakMinute = {
  readonly sent: number;
  readonly sentLate: number;
  readonly errors: number;
  readonly p50Micros: number;
  readonly p99Micros: number;
  readonly maxMicros: number;
  /** At the end of the minute, after garbage was collected. The garbage collector keeps most of the room for garbage. */
  readonly residentBytes: number;
  /** At the end of the minute, after garbage was collected: objects and buffers of JavaScript. */
  readonly usedBytes: number;
};

type MemoryName = 'residentBytes' | 'usedBytes';

/** The most by which each kind of memory may grow during the run, by the straight line through its values, as a share. */
const MAX_GROWTH = [
  { name: 'residentBytes', label: 'the memory', share: 0.05 },
  { name: 'usedBytes', label: 'the memory used by JavaScript', share: 0.1 },
] as const satisfies { name: MemoryName; label: string; share: number }[];

export type SoakReport = {
  /** ISO 8601. */
  readonly at: string;
  readonly node: string;
  readonly films: number;
  /** Load average of the last minute before the run. */
  readonly load: number;
  /** Requests a second that the product answered at saturation. */
  readonly maximum: number;
  readonly perSecond: number;
  readonly minutes: readonly SoakMinute[];
  /** What went wrong, and how often. */
  readonly errors: Readonly<Record<string, number>>;
};

export function minuteOf(
  { micros, errors, sent, sentLate }: LoadReport,
  memory: Pick<SoakMinute, MemoryName>,
): SoakMinute {
  const sorted = Float64Array.from(Object.values(micros).flat()).sort();
  return {
    ...{ sent, sentLate, ...memory },
    errors: Object.values(errors).reduce((sum, count) => sum + count, 0),
    p50Micros: percentile(sorted, 0.5),
    p99Micros: percentile(sorted, 0.99),
    maxMicros: sorted.at(-1) ?? 0,
  };
}

/** The slope of the straight line through the values (least squares), per step. */
export function slopeOf(values: readonly number[]): number {
  const meanX = (values.length - 1) / 2;
  const meanY = values.reduce((sum, y) => sum + y, 0) / values.length;
  const numerator = values.reduce((sum, y, x) => sum + (x - meanX) * (y - meanY), 0);
  const denominator = values.reduce((sum, _, x) => sum + (x - meanX) ** 2, 0);
  return denominator === 0 ? 0 : numerator / denominator;
}

/** What a run shows that it should not. */
export function soakFaults({ minutes, errors }: SoakReport): string[] {
  const [first] = minutes;
  const slowest = Math.max(...minutes.map(({ p99Micros }) => p99Micros));
  const faults = Object.entries(errors).map(([reason, count]) => `${String(count)} times: ${reason}`);
  if (first && slowest > MAX_SLOWDOWN * first.p99Micros)
    faults.push(`p99 rose from ${formatMicros(first.p99Micros)} in the first minute to ${formatMicros(slowest)}`);
  for (const { name, label, share } of MAX_GROWTH) {
    const growth = growthOf(settledMemory(minutes, name));
    if (growth > share) faults.push(`${label} grew by ${(100 * growth).toFixed(1)} %`);
  }
  return faults;
}

/** The growth by the straight line through the values, as a share. */
function growthOf(values: readonly number[]): number {
  return (slopeOf(values) * (values.length - 1)) / (values[0] ?? 1);
}

/** The memory after each minute. In the first minutes of a longer run, V8 still enlarges its heap for the load. */
function settledMemory(minutes: readonly SoakMinute[], name: MemoryName): number[] {
  const from = minutes.length > 2 * UNSETTLED_MINUTES ? UNSETTLED_MINUTES : 0;
  return minutes.slice(from).map((minute) => minute[name]);
}

export function soakTable({ minutes }: SoakReport): Table {
  return {
    title: 'Minute by minute',
    head: ['minute', 'requests', 'errors', 'p50', 'p99', 'slowest', 'memory', 'used by JavaScript'],
    rows: minutes.map((one, i) => [
      String(i + 1),
      one.sent.toLocaleString('en'),
      String(one.errors),
      ...[one.p50Micros, one.p99Micros, one.maxMicros].map(formatMicros),
      ...[one.residentBytes, one.usedBytes].map((bytes) => `${String(Math.round(bytes / MIB))} MiB`),
    ]),
  };
}

/** One sentence for the terminal and the docs. */
export function soakSummary(report: SoakReport): string {
  const { maximum, perSecond, minutes } = report;
  const perMinute = (name: MemoryName) => (slopeOf(settledMemory(minutes, name)) / MIB).toFixed(2);
  const late = minutes.reduce((sum, { sentLate }) => sum + sentLate, 0);
  const faults = soakFaults(report);
  return (
    `At saturation ${String(maximum)} requests a second; then ${String(perSecond)} a second for ${String(minutes.length)} minutes, ` +
    `${late.toLocaleString('en')} of them sent over 1 ms late. The memory changed by ${perMinute('residentBytes')} MiB a minute, ` +
    `and the part that JavaScript uses by ${perMinute('usedBytes')} MiB (least squares). ` +
    (faults.length === 0 ? 'Nothing wrong.' : `WRONG: ${faults.join('; ')}.`)
  );
}

/** The lines for the docs. */
export function soakFigures(report: SoakReport): string[] {
  const { at, node, films, load } = report;
  const intro = `Measured ${at.slice(0, 10)} over ${films.toLocaleString('en')} films with Node ${node}; load average before the run ${load.toFixed(1)}.`;
  return [
    intro,
    soakSummary(report),
    '',
    '![p99 and memory, minute by minute](soak.svg)',
    '',
    markdownTable(soakTable(report)),
  ];
}

const [WIDTH, HEIGHT, MARGIN] = [720, 240, 50];

/** Draws p99 and memory as two lines over the minutes, each from zero. */
export function drawSoak({ minutes }: SoakReport): string {
  const line = (values: readonly number[], colour: string) => {
    const most = Math.max(...values);
    const points = values.map((value, i) => {
      const x = MARGIN + (i / Math.max(1, values.length - 1)) * (WIDTH - 2 * MARGIN);
      return `${x.toFixed(1)},${(HEIGHT - MARGIN - (value / most) * (HEIGHT - 2 * MARGIN)).toFixed(1)}`;
    });
    return `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.join(' ')}"/>`;
  };
  const p99 = minutes.map(({ p99Micros }) => p99Micros);
  const memory = minutes.map(({ residentBytes }) => residentBytes);
  const mostMemory = String(Math.round(Math.max(...memory) / MIB));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" role="img"
  aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="12">
<title id="title">p99 and memory, minute by minute</title>
<desc id="desc">The same figures are in the table of benchmarks.md.</desc>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${String(MARGIN)}" y="24" fill="#0072b2">p99, at most ${formatMicros(Math.max(...p99))}</text>
<text x="${String(WIDTH / 2)}" y="24" fill="#a35200">memory, at most ${mostMemory} MiB</text>
<line x1="${String(MARGIN)}" x2="${String(WIDTH - MARGIN)}" y1="${String(HEIGHT - MARGIN)}" y2="${String(HEIGHT - MARGIN)}" stroke="#666666"/>
<text x="${String(WIDTH - MARGIN)}" y="${String(HEIGHT - 24)}" text-anchor="end" fill="#444444">${String(minutes.length)} minutes</text>
${line(p99, '#0072b2')}
${line(memory, '#a35200')}
</svg>
`;
}

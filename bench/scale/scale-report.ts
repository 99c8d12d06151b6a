import type { Latencies } from '../search/latencies.ts';
import { formatMegabytes, formatMicros } from '../search/report/format.ts';
import { markdownTable } from '../search/report/print-table.ts';
import type { Table } from '../search/report/tables.ts';
import { WORKLOAD_CLASSES } from '../search/workload/bench-case.ts';
import { WORKLOADS } from '../search/workload/workloads.ts';
import { DEFAULT_BUDGET_S, DEFAULT_EDIT_S, type ScaleEngine } from './options.ts';
import type { Measurement } from './protocol.ts';

export type Measured = Measurement & {
  readonly engine: ScaleEngine;
  /** In ISO 8601. */
  readonly at: string;
  /** The load average of the last minute before the measurement. */
  readonly load: number;
  /** The options `--budget-s` and `--edit-s`. Absent in some older measurements that had the defaults. */
  readonly budgetMs?: number;
  readonly editSeconds?: number;
};

/** What runs save as JSON. */
export type ScaleReport = {
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly seed: number;
  readonly measured: readonly Measured[];
};

/** The goals for a search in memory. */
const GOAL = { films: 1_000_000, openMs: 1_000, titlesMicros: 5_000, plotsMicros: 20_000 } as const;

const CLASSES = [...WORKLOAD_CLASSES, 'plots', 'names'] as const;

const ENGINE_NAMES: Readonly<Record<ScaleEngine, string>> = { memory: 'in memory', opensearch: 'OpenSearch' };

/** Newer measurements of an engine and a number of films replace older ones. */
export function mergeMeasured(before: ScaleReport | undefined, current: ScaleReport): ScaleReport {
  const isSame = (a: Measured) => (b: Measured) => a.engine === b.engine && a.films === b.films;
  const kept = (before?.measured ?? []).filter((old) => !current.measured.some(isSame(old)));
  const measured = [...kept, ...current.measured].sort((a, b) => a.engine.localeCompare(b.engine) || a.films - b.films);
  return { ...current, measured };
}

export function scaleTables({ measured }: ScaleReport): Table[] {
  return [
    {
      title: 'What an index of this many films costs',
      head: [
        'engine',
        'films',
        'build',
        'memory of the builder',
        'files',
        'open',
        'and synopses',
        'memory',
        'after all queries',
        'heap',
      ],
      rows: measured.map((one) => [
        ...nameCells(one),
        `${(one.buildMs / 1000).toFixed(1)} s`,
        formatMegabytes(one.buildPeakBytes),
        Object.values(one.fileBytes).map(formatMegabytes).join(' + '),
        ...[one.openMs, one.openSynopsesMs].map((ms) => formatMicros(ms * 1000)),
        ...[one.memory.openBytes, one.memory.endBytes, one.memory.heapBytes].map(formatMegabytes),
      ]),
    },
    {
      title: 'p50 and p99 of a query, by class, with the number of queries',
      head: ['class', ...measured.map((one) => nameCells(one).join(', '))],
      rows: CLASSES.map((kind) => [classNameOf(kind), ...measured.map(({ classes }) => latencyCell(classes[kind]))]),
    },
    {
      title: 'While 50 films a second are edited',
      head: [
        'engine',
        'films',
        'edits',
        'never found',
        'found after: p50',
        'p99',
        'slowest',
        'p50 and p99 of titles',
        'of plots',
      ],
      rows: measured.map(({ edits, ...one }) => [
        ...nameCells(one),
        edits.edits.toLocaleString('en'),
        String(edits.lost),
        ...[edits.found.p50, edits.found.p99, edits.found.max].map(formatMicros),
        latencyCell(edits.titles),
        latencyCell(edits.plots),
      ]),
    },
  ];
}

function nameCells({ engine, films }: Pick<Measured, 'engine' | 'films'>): [string, string] {
  return [ENGINE_NAMES[engine], films.toLocaleString('en')];
}

function classNameOf(kind: (typeof CLASSES)[number]): string {
  if (kind === 'plots') return 'plots that people remember';
  return kind === 'names' ? 'names in synopses' : `${kind} ${WORKLOADS[kind].name}`;
}

function latencyCell(latencies: Latencies | undefined): string {
  if (!latencies) return '';
  const { p50, p99, samples } = latencies;
  return `${formatMicros(p50)}, ${formatMicros(p99)} (${samples.toLocaleString('en')})`;
}

/** The classes whose queries mean one title. The others are names, filters and facets. */
const TITLE_CLASSES = ['a', 'b', 'c', 'e', 'i', 'j', 'k', 'l'] as const;

/** The highest p99 of the classes of titles. */
function slowestTitles({ classes }: Measurement): number {
  return Math.max(0, ...TITLE_CLASSES.map((kind) => classes[kind]?.p99 ?? 0));
}

/** Whether the search in memory meets its goals. Empty if it was not measured with so many films. */
export function goalLines({ measured }: ScaleReport): string[] {
  const largest = measured.find(({ engine, films }) => engine === 'memory' && films >= GOAL.films);
  if (!largest) return [];
  const line = (what: string, micros: number, goal: number) =>
    `${what}: ${formatMicros(micros)}, goal ${formatMicros(goal)}: ${micros <= goal ? 'met' : 'MISSED'}`;
  return [
    `Goals in memory at ${largest.films.toLocaleString('en')} films:`,
    `- ${line('opening both files', (largest.openMs + largest.openSynopsesMs) * 1000, GOAL.openMs * 1000)}`,
    `- ${line(`p99 of the slowest class of titles (${TITLE_CLASSES.join(', ')})`, slowestTitles(largest), GOAL.titlesMicros)}`,
    `- ${line('p99 of plots', largest.classes['plots']?.p99 ?? Infinity, GOAL.plotsMicros)}`,
  ];
}

const SUBJECTS: Readonly<Record<ScaleEngine, string>> = { memory: 'The search in memory', opensearch: 'OpenSearch' };

const listed = (counts: readonly number[]) =>
  new Intl.ListFormat('en-GB').format(counts.map((films) => films.toLocaleString('en')));

/** Says which engine was not measured with as many films as another, and which figures were measured with other options. */
function limits({ measured }: ScaleReport): string[] {
  const sizes = [...new Set(measured.map(({ films }) => films))];
  const ofEngines = Map.groupBy(measured, ({ engine }) => engine);
  return [...ofEngines].flatMap(([engine, all]) => {
    const missing = sizes.filter((films) => all.every((one) => one.films !== films));
    const others = Map.groupBy(all, optionsOf);
    others.delete('');
    return [
      ...(missing.length > 0 ? [`- ${SUBJECTS[engine]} was not measured with ${listed(missing)} films.`] : []),
      ...[...others].map(
        ([options, some]) =>
          `- ${SUBJECTS[engine]} with ${listed(some.map(({ films }) => films))} films was measured with \`${options}\`.`,
      ),
    ];
  });
}

/** The options of a measurement that differ from the defaults. */
function optionsOf({ budgetMs = 1000 * DEFAULT_BUDGET_S, editSeconds = DEFAULT_EDIT_S }: Measured): string {
  const budget = budgetMs === 1000 * DEFAULT_BUDGET_S ? [] : [`--budget-s ${String(budgetMs / 1000)}`];
  const edit = editSeconds === DEFAULT_EDIT_S ? [] : [`--edit-s ${String(editSeconds)}`];
  return [...budget, ...edit].join(' ');
}

/** The lines for the docs. */
export function scaleFigures(report: ScaleReport): string[] {
  const { node, cores, cpu, measured } = report;
  const notes = limits(report);
  const days = [...new Set(measured.map(({ at }) => at.slice(0, 10)))].join(' and ');
  const loads = measured.map(({ load }) => load);
  const range = `${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}`;
  return [
    `Measured ${days} with Node ${node} on ${String(cores)} cores of ${cpu}; load average before each measurement ${range}.`,
    '',
    '![p99 and memory by the number of films](scale.svg)',
    '',
    ...goalLines(report),
    '',
    ...(notes.length > 0 ? ['What limits these figures:', '', ...notes, ''] : []),
    ...scaleTables(report).map(markdownTable),
  ];
}

const [WIDTH, HEIGHT, TOP, BOTTOM] = [880, 330, 56, 40];
const PANEL = 330;

type Line = {
  readonly name: string;
  readonly colour: string;
  readonly engine: ScaleEngine;
  readonly read: (one: Measurement) => number;
};

const LATENCIES: readonly Line[] = [
  { name: 'titles, in memory', colour: '#0072b2', engine: 'memory', read: slowestTitles },
  { name: 'plots, in memory', colour: '#56b4e9', engine: 'memory', read: ({ classes }) => classes['plots']?.p99 ?? 0 },
  { name: 'titles, OpenSearch', colour: '#d55e00', engine: 'opensearch', read: slowestTitles },
  {
    name: 'plots, OpenSearch',
    colour: '#e69f00',
    engine: 'opensearch',
    read: ({ classes }) => classes['plots']?.p99 ?? 0,
  },
];
const MEMORIES: readonly Line[] = [
  { name: 'in memory', colour: '#0072b2', engine: 'memory', read: ({ memory }) => memory.endBytes },
  { name: 'OpenSearch', colour: '#d55e00', engine: 'opensearch', read: ({ memory }) => memory.endBytes },
];

/** Draws p99 and memory over the number of films, both on logarithmic scales. */
export function drawScale({ measured }: ScaleReport): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" role="img"
  aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="12">
<title id="title">p99 and memory of search by the number of films</title>
<desc id="desc">The same figures are in the tables of benchmarks.md.</desc>
<rect width="100%" height="100%" fill="#ffffff"/>
${drawPanel(70, 'p99 (titles: the slowest class)', LATENCIES, measured, formatMicros)}
${drawPanel(510, 'memory of a process that searches', MEMORIES, measured, (bytes) => `${String(Math.round(bytes / 1e6))} MB`)}
</svg>
`;
}

function drawPanel(
  left: number,
  title: string,
  lines: readonly Line[],
  measured: readonly Measured[],
  format: (value: number) => string,
): string {
  const values = lines.flatMap(({ engine, read }) => measured.filter((one) => one.engine === engine).map(read));
  const x = logScale(
    measured.map(({ films }) => films),
    left,
    left + PANEL,
  );
  const y = logScale(
    values.filter((value) => value > 0),
    HEIGHT - BOTTOM,
    TOP + lines.length * 16,
  );
  const drawn = lines.filter(({ engine }) => measured.some((one) => one.engine === engine));
  const films = [...new Set(measured.map((one) => one.films))];
  const text = (at: number, down: number, anchor: string, words: string, colour = '#444444') =>
    `<text x="${at.toFixed(1)}" y="${down.toFixed(1)}" text-anchor="${anchor}" fill="${colour}">${words}</text>`;
  return [
    `<text x="${String(left)}" y="20" font-weight="600">${title}</text>`,
    ...y.ticks.map(
      (tick) =>
        `<line x1="${String(left)}" x2="${String(left + PANEL)}" y1="${y.at(tick).toFixed(1)}" y2="${y.at(tick).toFixed(1)}" stroke="#dddddd"/>${text(left - 6, y.at(tick) + 4, 'end', format(tick))}`,
    ),
    ...films.map((count) => text(x.at(count), HEIGHT - 16, 'middle', count.toLocaleString('en'))),
    ...drawn.map(({ name, colour, engine, read }, i) => {
      const points = measured
        .filter((one) => one.engine === engine)
        .map((one) => [x.at(one.films).toFixed(1), y.at(read(one)).toFixed(1), format(read(one))] as const);
      const dots = points.map(
        ([cx, cy, value]) =>
          `<circle cx="${cx}" cy="${cy}" r="4" fill="${colour}"><title>${name}: ${value}</title></circle>`,
      );
      const path = points.map(([cx, cy]) => `${cx},${cy}`).join(' ');
      return `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${path}"/>${dots.join('')}${text(left, 38 + i * 16, 'start', name, colour)}`;
    }),
  ].join('\n');
}

/** A logarithmic scale from `from` to `to` that begins and ends with a power of ten. */
function logScale(values: readonly number[], from: number, to: number) {
  const low = Math.floor(Math.log10(Math.max(1, Math.min(...values))));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    at: (value: number) => from + ((Math.log10(Math.max(1, value)) - low) / (high - low)) * (to - from),
    ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)),
  };
}

import { OURS } from '../engines/engines.ts';
import { FLOORS } from '../judge.ts';
import type { Latencies } from '../latencies.ts';
import { WORKLOAD_CLASSES, type WorkloadClass } from '../workload/bench-case.ts';
import { WORKLOADS } from '../workload/workloads.ts';
import { formatMegabytes, formatMicros, formatShare } from './format.ts';
import type { SearchReport } from './report.ts';
import { judgeRun, qualifies, type Verdict } from './verdicts.ts';

/** Goal for the p99.9 of every shape of worst-case queries, in microseconds. */
const WORST_P999 = 5_000;

export type Table = {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** Returns tables of everything that a run has measured, for the terminal and for the docs. */
export function tablesOf(report: SearchReport): Table[] {
  const extras = [worstTable(report), editsTable(report)].filter((table) => table.rows.length > 0);
  return [verdictTable(report), latencyTable(report), qualityTable(report), costTable(report), ...extras];
}

function verdictTable(report: SearchReport): Table {
  const verdicts = judgeRun(report);
  const of = (kind: WorkloadClass, measure: Verdict['measure']) =>
    cellsOf(verdicts.find((it) => it.kind === kind && it.measure === measure));
  return {
    title: `${OURS} against the best rival whose answers are good enough`,
    head: ['class', 'best p50', 'ours', 'ratio', 'target', 'best p99', 'ours', 'ratio', 'target'],
    rows: WORKLOAD_CLASSES.map((kind) => [nameOf(kind), ...of(kind, 'p50'), ...of(kind, 'p99')]),
  };
}

function cellsOf(verdict: Verdict | undefined): string[] {
  const { best, ours, ratio, met } = verdict ?? {};
  return [
    best ? `${formatMicros(best.micros)} (${best.engine})` : 'none',
    ours === undefined ? '' : formatMicros(ours),
    ratio === undefined ? '' : ratio.toFixed(2),
    ours === undefined ? '' : met ? 'met' : 'missed',
  ];
}

function latencyTable({ engines }: SearchReport): Table {
  return {
    title: 'Latency of a query, medians of the rounds; an engine whose answers are not good enough is in brackets',
    head: ['class', 'engine', 'p50', 'p95', 'p99', 'p99.9', 'queries'],
    rows: WORKLOAD_CLASSES.flatMap((kind) =>
      Object.entries(engines).flatMap(([engine, { classes }]) => {
        const latencies = classes[kind];
        if (!latencies) return [];
        const name = qualifies(engines, engine, kind) ? engine : `(${engine})`;
        return [[nameOf(kind), name, ...quantiles(latencies), String(latencies.samples)]];
      }),
    ),
  };
}

function qualityTable({ engines }: SearchReport): Table {
  const measures = WORKLOAD_CLASSES.flatMap((kind) =>
    Object.entries(FLOORS[kind]).map(([measure, floor]) => ({
      kind,
      measure: measure as keyof (typeof FLOORS)['a'],
      floor,
    })),
  );
  return {
    title: 'Quality, as a share of the queries',
    head: ['class', 'measure', 'floor', ...Object.keys(engines)],
    rows: measures.map(({ kind, measure, floor }) => [
      nameOf(kind),
      measure,
      floor === 0 ? '' : String(floor),
      ...Object.values(engines).map(({ quality }) => formatShare(quality[kind]?.[measure] ?? 0)),
    ]),
  };
}

function costTable({ engines }: SearchReport): Table {
  return {
    title: 'What an engine costs; start and memory are in addition to those of a process that does nothing',
    head: [
      'engine',
      'build',
      'index',
      'open to first answer',
      'process start',
      'memory opened',
      'memory after all queries',
    ],
    rows: Object.entries(engines).map(([name, engine]) => [
      name,
      `${(engine.buildMs / 1000).toFixed(1)} s`,
      formatMegabytes(engine.indexBytes),
      formatMicros(engine.openMs * 1000),
      formatMicros(engine.startMs * 1000),
      formatMegabytes(engine.memoryOpenBytes),
      formatMegabytes(engine.memoryEndBytes),
    ]),
  };
}

function worstTable({ engines }: SearchReport): Table {
  return {
    title: `Worst-case queries; the goal is a p99.9 of at most ${formatMicros(WORST_P999)} for ${OURS}`,
    head: ['shape', 'engine', 'p50', 'p95', 'p99', 'p99.9', 'goal', 'queries'],
    rows: Object.entries(engines).flatMap(([engine, { worst = {} }]) =>
      Object.entries(worst).map(([shape, it]) => [
        shape,
        engine,
        ...quantiles(it),
        engine === OURS ? (it.p999 <= WORST_P999 ? 'met' : 'missed') : '',
        String(it.samples),
      ]),
    ),
  };
}

function editsTable({ engines }: SearchReport): Table {
  return {
    title: 'Searching while 100 films a second are edited',
    head: ['engine', 'p99 alone', 'p99 under edits', 'ratio', 'edits', 'wrong answers'],
    rows: Object.entries(engines).flatMap(([engine, { edits }]) => {
      if (!edits) return [];
      const { alone, underEdits } = edits;
      const ratio = (underEdits.p99 / alone.p99).toFixed(2);
      return [
        [
          engine,
          formatMicros(alone.p99),
          formatMicros(underEdits.p99),
          ratio,
          String(edits.edits),
          String(edits.wrong),
        ],
      ];
    }),
  };
}

function quantiles({ p50, p95, p99, p999 }: Latencies): string[] {
  return [p50, p95, p99, p999].map(formatMicros);
}

function nameOf(kind: WorkloadClass): string {
  return `${kind} ${WORKLOADS[kind].name}`;
}

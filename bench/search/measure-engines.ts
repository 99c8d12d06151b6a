import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../progress.ts';
import { median } from '../statistics.ts';
import { OURS } from './engines/engines.ts';
import type { SearchBenchOptions } from './options.ts';
import { perform } from './perform.ts';
import { FILMS_FILE, WORKLOAD_FILE } from './prepare.ts';
import type { Latencies } from './latencies.ts';
import type { RunReport, TaskReports } from './protocol.ts';
import type { EngineReport, SearchReport } from './report/report.ts';
import { formatMicros } from './report/format.ts';
import { WORKLOAD_CLASSES } from './workload/bench-case.ts';

/** The result of one engine, or of bare Node, in one round. Each engine runs once in a round. */
type Round<Report> = Report & { readonly startMs: number };
type Bare = Round<TaskReports['bare']>;
type EngineRounds = {
  build: TaskReports['build'];
  quality: TaskReports['judge'];
  rounds: Round<RunReport>[];
  worst?: TaskReports['worst'];
  edits?: TaskReports['edits'];
};

/**
 * Builds and judges every engine once, then runs the rounds. In each round every engine runs in a fresh process, and
 * each round starts with a different engine, so that other work on the machine affects all engines alike.
 *
 * @param folder holds the files that `prepare` has written
 */
export async function measureEngines(
  child: string,
  folder: string,
  options: SearchBenchOptions,
): Promise<SearchReport['engines']> {
  const workload = join(folder, WORKLOAD_FILE);
  const films = join(folder, FILMS_FILE);
  const { budgetMs, rounds: roundCount } = options;
  const measured = new Map<string, EngineRounds>();
  for (const engine of options.engines) {
    const place = { engine, folder: join(folder, engine) };
    await mkdir(place.folder);
    const { report: build } = await perform(child, { kind: 'build', films, ...place });
    say(`${engine}: built in ${formatMicros(build.buildMs * 1000)}; judging`);
    const { report: quality } = await perform(child, { kind: 'judge', workload, budgetMs, ...place });
    measured.set(engine, { build, quality, rounds: [] });
  }
  const bare: Bare[] = [];
  for (let round = 0; round < roundCount; round += 1) {
    const { report, startedAtMs } = await perform(child, { kind: 'bare', workload });
    bare.push({ ...report, startMs: report.firstAnswerAtMs - startedAtMs });
    for (const engine of rotate(options.engines, round)) {
      say(`Round ${String(round + 1)} of ${String(roundCount)}: ${engine}`);
      const run = await perform(child, { kind: 'run', workload, budgetMs, engine, folder: join(folder, engine) });
      measured.get(engine)?.rounds.push({ ...run.report, startMs: run.report.firstAnswerAtMs - run.startedAtMs });
    }
  }
  if (options.extras) await measureExtras(child, folder, options, measured);
  return Object.fromEntries([...measured].map(([engine, rounds]) => [engine, reportOf(rounds, bare)]));
}

async function measureExtras(
  child: string,
  folder: string,
  { engines, budgetMs, editSeconds }: SearchBenchOptions,
  measured: Map<string, EngineRounds>,
): Promise<void> {
  const workload = join(folder, WORKLOAD_FILE);
  for (const engine of engines) {
    say(`Worst-case queries: ${engine}`);
    const task = { kind: 'worst', workload, budgetMs: budgetMs / 10, engine, folder: join(folder, engine) } as const;
    const own = measured.get(engine);
    if (own) own.worst = (await perform(child, task)).report;
  }
  const ours = measured.get(OURS);
  if (!ours) return;
  say('Searching under edits');
  const place = { engine: OURS, folder: join(folder, OURS) };
  const films = join(folder, FILMS_FILE);
  ours.edits = (await perform(child, { kind: 'edits', workload, films, seconds: editSeconds, ...place })).report;
}

function reportOf({ build, quality, rounds, worst, edits }: EngineRounds, bare: readonly Bare[]): EngineReport {
  const beyond = (own: number[], node: number[]) => median(own) - median(node);
  return {
    buildMs: build.buildMs,
    indexBytes: build.bytes,
    openMs: median(rounds.map(({ openMs }) => openMs)),
    startMs: beyond(
      rounds.map(({ startMs }) => startMs),
      bare.map(({ startMs }) => startMs),
    ),
    memoryOpenBytes: beyond(
      rounds.map((it) => it.rssOpenBytes),
      bare.map((it) => it.rssOpenBytes),
    ),
    memoryEndBytes: beyond(
      rounds.map((it) => it.rssEndBytes),
      bare.map((it) => it.rssEndBytes),
    ),
    classes: Object.fromEntries(
      WORKLOAD_CLASSES.flatMap((kind) => {
        const own = rounds.flatMap(({ classes }) => classes[kind] ?? []);
        return own.length > 0 ? [[kind, medians(own)]] : [];
      }),
    ),
    quality,
    ...(worst && { worst }),
    ...(edits && { edits }),
  };
}

function medians(rounds: readonly Latencies[]): Latencies {
  const of = (measure: keyof Latencies) => median(rounds.map((round) => round[measure]));
  return { samples: of('samples'), p50: of('p50'), p95: of('p95'), p99: of('p99'), p999: of('p999'), max: of('max') };
}

function rotate<T>(items: readonly T[], by: number): T[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

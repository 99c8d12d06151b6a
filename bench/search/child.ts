import { readFile, stat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FilmQuery } from '../../server/src/domain/film-query.ts';
import { readFilmsFile } from '../films/films-file.ts';
import { say } from '../progress.ts';
import { measureEdits } from './edits.ts';
import type { OpenEngine } from './engines/engine.ts';
import { ENGINES } from './engines/engines.ts';
import { Judge } from './judge.ts';
import { summarise } from './latencies.ts';
import type { RunReport, Task, TaskReports } from './protocol.ts';
import { worstCases } from './worst-cases.ts';
import { WORKLOAD_CLASSES, type Workload } from './workload/bench-case.ts';

/** Number of warm-up queries per class. They let Node compile the code of every engine before it is measured. */
const WARM_UP = 300;

/**
 * How often the warm-up queries are asked. Node compiles a function again when a later class gives it objects of other
 * shapes. After one round, the first 1,000 measured queries took up to 1.5 times as long as the next, and after three
 * rounds up to 1.3 times.
 */
const WARM_UP_ROUNDS = 20;

const WARM_UP_OF_SHAPES = 200;

/** The first query of every process. It matches something in every set of films. */
const FIRST_QUERY: FilmQuery = { q: 'night', cast: [], genres: [], sort: 'relevance', limit: 20, facets: [] };

type EngineTask = Extract<Task, { engine: string }>;

const now = () => performance.timeOrigin + performance.now();

process.once('message', (task: Task) => {
  void perform(task).then((report) => {
    process.send?.(report, () => {
      process.disconnect();
    });
  });
});

async function perform(task: Task): Promise<TaskReports[keyof TaskReports]> {
  switch (task.kind) {
    case 'prepare':
      return (await import('./prepare.ts')).prepare(task);
    case 'bare':
      return bare(task.workload);
    case 'build':
      return build(task);
    case 'run':
      return run(task);
    case 'judge':
      return judge(task);
    case 'worst':
      return worst(task);
    case 'edits': {
      const films = [];
      for await (const batch of readFilmsFile(task.films)) films.push(...batch);
      return measureEdits(await openEngine(task), films, await readWorkload(task.workload), task.seconds);
    }
  }
}

async function bare(workload: string): Promise<TaskReports['bare']> {
  const firstAnswerAtMs = now();
  const rssOpenBytes = settledRss();
  const kept = await readWorkload(workload);
  return { firstAnswerAtMs, rssOpenBytes, rssEndBytes: kept.a.length >= 0 ? settledRss() : 0 };
}

async function build(task: EngineTask & { films: string }): Promise<TaskReports['build']> {
  const engine = await ENGINES[task.engine]?.();
  const startedMs = performance.now();
  await engine?.build(readFilmsFile(task.films), task.folder);
  const buildMs = performance.now() - startedMs;
  const sizes = (await readdir(task.folder)).map(async (name) => (await stat(join(task.folder, name))).size);
  return { buildMs, bytes: (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) };
}

async function run(task: EngineTask & { workload: string; budgetMs: number }): Promise<RunReport> {
  const maker = await ENGINES[task.engine]?.();
  if (!maker) throw new Error(`There is no engine ${task.engine}.`);
  const startedMs = performance.now();
  const engine = await maker.open(task.folder);
  await engine.search(FIRST_QUERY);
  const openMs = performance.now() - startedMs;
  const firstAnswerAtMs = now();
  const rssOpenBytes = settledRss();
  const workload = await readWorkload(task.workload);
  const asked = WORKLOAD_CLASSES.map((kind) => ({ kind, queries: workload[kind].map(({ query }) => query) }));
  // All classes are warmed up before the first class is timed. Otherwise the first classes would run while shared code
  // is not yet compiled, and later classes would have an advantage.
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
    for (const { queries } of asked) await time(engine, queries.slice(-WARM_UP), task.budgetMs / 4 / WARM_UP_ROUNDS);
  }
  const classes: Record<string, ReturnType<typeof summarise>> = {};
  for (const { kind, queries } of asked) {
    if (queries.length > 0) classes[kind] = summarise(await time(engine, queries, task.budgetMs));
  }
  return { openMs, firstAnswerAtMs, rssOpenBytes, rssEndBytes: settledRss(), classes };
}

/** Times queries until the budget is used up. A slow engine gets fewer queries, and the report says how many it got. */
async function time(engine: OpenEngine, queries: readonly FilmQuery[], budgetMs: number): Promise<number[]> {
  const micros: number[] = [];
  const startedMs = performance.now();
  for (const query of queries) {
    const sinceMs = performance.now();
    await engine.search(query);
    const doneMs = performance.now();
    micros.push((doneMs - sinceMs) * 1000);
    if (doneMs - startedMs > budgetMs) break;
  }
  return micros;
}

async function judge(task: EngineTask & { workload: string; budgetMs: number }): Promise<TaskReports['judge']> {
  const engine = await openEngine(task);
  const workload = await readWorkload(task.workload);
  const qualities: Record<string, ReturnType<Judge['quality']>> = {};
  for (const kind of WORKLOAD_CLASSES) {
    const judgement = new Judge(kind);
    const startedMs = performance.now();
    for (const benchCase of workload[kind]) {
      judgement.add(benchCase, await engine.search(benchCase.query));
      if (performance.now() - startedMs > task.budgetMs) break;
    }
    qualities[kind] = judgement.quality();
  }
  return qualities;
}

async function worst(task: EngineTask & { workload: string; budgetMs: number }): Promise<TaskReports['worst']> {
  const engine = await openEngine(task);
  const shapes: Record<string, ReturnType<typeof summarise>> = {};
  for (const [shape, queries] of Object.entries(worstCases(await readWorkload(task.workload), 1))) {
    try {
      await time(engine, queries.slice(-WARM_UP_OF_SHAPES), task.budgetMs / 4);
      shapes[shape] = summarise(await time(engine, queries, task.budgetMs));
    } catch (error) {
      say(`${task.engine} fails at "${shape}": ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return shapes;
}

async function openEngine({ engine, folder }: EngineTask): Promise<OpenEngine> {
  const maker = await ENGINES[engine]?.();
  if (!maker) throw new Error(`There is no engine ${engine}.`);
  return maker.open(folder);
}

/**
 * Reads the workload and collects the garbage that reading leaves behind. A later collection would pause for 8 ms, and
 * the pause would be counted in the time of a query.
 */
async function readWorkload(path: string): Promise<Workload> {
  const workload = JSON.parse(await readFile(path, 'utf8')) as Workload;
  globalThis.gc?.();
  return workload;
}

/** Returns the resident memory after garbage collection. The processes run with --expose-gc. */
function settledRss(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage.rss();
}

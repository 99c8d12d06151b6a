import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recordOf } from '../../server/src/adapters/driven/search-index/columns/fields.ts';
import { IndexedFilmSearch } from '../../server/src/adapters/driven/search-index/indexed-film-search.ts';
import { IndexSnapshotBuilder } from '../../server/src/adapters/driven/search-index/store/index-snapshot-builder.ts';
import { readSynonymTables, SYNONYMS } from '../../server/src/composition/synonym-tables.ts';
import type { Film } from '../../server/src/domain/film.ts';
import { loadFilms } from '../../server/testing/films/load-films.ts';
import { writeFilmsFile } from '../films/films-file.ts';
import { recombinedFilms } from '../films/recombined-films.ts';
import { readQuerySets } from '../remembered/query-sets.ts';
import { WORKLOAD_CLASSES } from '../search/workload/bench-case.ts';
import { Catalogue } from '../search/workload/catalogue.ts';
import { spacelessFilms } from '../search/workload/spaceless-films.ts';
import { makeCases } from '../search/workload/workloads.ts';
import { firstFilms } from './first-films.ts';
import { FIRST_PLOT, FIRST_TITLE, measureEdits, measureQueries, settledRss } from './measure.ts';
import { measureOpenSearch } from './measure-opensearch.ts';
import type { Reports, ScaleQueries, Task } from './protocol.ts';
import { tell } from './tell.ts';

const SNAPSHOT = 'films.snapshot';
const SYNOPSES = 'films.synopses';
const FILMS_PER_BATCH = 1_000;
/** With 50 edits a second, no film is edited twice in 40 s. */
const EDITED_FILMS = 2_000;

process.once('message', (task: Task) => {
  void perform(task)
    .then(
      (report) => ({ report }),
      (error: unknown) => ({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
    .then((message) =>
      process.send?.(message, () => {
        process.disconnect();
      }),
    );
});

async function perform(task: Task): Promise<Reports[keyof Reports]> {
  switch (task.kind) {
    case 'prepare':
      return prepare(task);
    case 'build':
      return build(task);
    case 'memory':
      return measureInMemory(task);
    case 'opensearch':
      return measureOpenSearch(task);
  }
}

async function prepare(task: Extract<Task, { kind: 'prepare' }>): Promise<Reports['prepare']> {
  const { count, seed } = task;
  const real = await loadFilms(task.data);
  const spaceless = spacelessFilms(seed);
  tell(0.1, 'drawing queries');
  const drawnFrom = real.slice(0, task.smallest);
  const catalogue = new Catalogue(drawnFrom, spaceless);
  const titles = recordOf(WORKLOAD_CLASSES, (kind) => makeCases(kind, catalogue, seed, task.queries));
  const sets = await readQuerySets(real);
  const textsOf = (wanted: 'plot' | 'name') =>
    sets.filter(({ kind }) => kind === wanted).flatMap(({ queries }) => queries.map(({ q }) => q));
  const step = Math.max(1, Math.floor(drawnFrom.length / EDITED_FILMS));
  const edited = drawnFrom.filter((_, i) => i % step === 0).slice(0, EDITED_FILMS);
  const queries: ScaleQueries = { titles, plots: textsOf('plot'), names: textsOf('name'), edited };
  await writeFile(task.queriesFile, JSON.stringify(queries));
  // A run that was stopped leaves no file that looks complete.
  const unfinished = `${task.filmsFile}.unfinished`;
  await writeFilmsFile(unfinished, allFilms([...spaceless, ...real], count, seed));
  await rename(unfinished, task.filmsFile);
  return { films: count };
}

/** The films in batches. */
async function* allFilms(real: readonly Film[], count: number, seed: number): AsyncGenerator<readonly Film[]> {
  let batch: Film[] = [];
  let made = 0;
  for (const film of recombinedFilms(real, count, seed)) {
    batch.push(film);
    if (batch.length < FILMS_PER_BATCH) continue;
    made += batch.length;
    tell(0.3 + (0.7 * made) / count, 'making films');
    yield await Promise.resolve(batch);
    batch = [];
  }
  yield batch;
}

async function build(task: Extract<Task, { kind: 'build' }>): Promise<Reports['build']> {
  const startedMs = performance.now();
  const films = firstFilms(task.films, task.count);
  const { bytes, synopses } = await new IndexSnapshotBuilder([], () => readSynonymTables([SYNONYMS])).build(films);
  const buildMs = performance.now() - startedMs;
  const buildPeakBytes = process.resourceUsage().maxRSS * 1024;
  await writeFile(join(task.folder, SNAPSHOT), bytes);
  await writeFile(join(task.folder, SYNOPSES), synopses);
  const sizeOf = async (name: string) => (await stat(join(task.folder, name))).size;
  return {
    buildMs,
    buildPeakBytes,
    fileBytes: { [SNAPSHOT]: await sizeOf(SNAPSHOT), [SYNOPSES]: await sizeOf(SYNOPSES) },
  };
}

async function measureInMemory(task: Extract<Task, { kind: 'memory' }>): Promise<Reports['memory']> {
  const before = settledRss();
  const startedMs = performance.now();
  const search = new IndexedFilmSearch();
  search.openSnapshot(await readFile(join(task.folder, SNAPSHOT)));
  await search.search(FIRST_TITLE);
  const titlesMs = performance.now();
  search.openSynopses(await readFile(join(task.folder, SYNOPSES)));
  await search.search(FIRST_PLOT);
  const plotsMs = performance.now();
  const openBytes = settledRss() - before;
  const queries = JSON.parse(await readFile(task.queries, 'utf8')) as ScaleQueries;
  const classes = await measureQueries(search, queries, task.budgetMs);
  globalThis.gc?.();
  const memory = { openBytes, endBytes: settledRss() - before, heapBytes: process.memoryUsage().heapUsed };
  const edits = await measureEdits(search, search, queries, task.editSeconds);
  return { openMs: titlesMs - startedMs, openSynopsesMs: plotsMs - titlesMs, memory, classes, edits };
}

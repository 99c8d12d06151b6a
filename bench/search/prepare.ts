import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Film } from '../../server/src/domain/film.ts';
import { batchesOf, writeFilmsFile } from '../films/films-file.ts';
import { loadFilms } from '../../server/testing/films/load-films.ts';
import { scaleFilms } from '../films/perturbed-copies.ts';
import { syntheticFilms } from '../films/synthetic-films.ts';
import { say } from '../progress.ts';
import type { FilmSource, Task, TaskReports } from './protocol.ts';
import { WORKLOAD_CLASSES, type BenchCase, type WorkloadClass } from './workload/bench-case.ts';
import { Catalogue } from './workload/catalogue.ts';
import { spacelessFilms } from './workload/spaceless-films.ts';
import { drawCases } from './workload/workloads.ts';
import { unifySpellings } from './unify-spellings.ts';

/** Names of the files that `prepare` writes into the folder. */
export const FILMS_FILE = 'films.jsonl';
export const WORKLOAD_FILE = 'workload.json';

export async function prepare(task: Extract<Task, { kind: 'prepare' }>): Promise<TaskReports['prepare']> {
  const films = unifySpellings(await makeFilms(task.source, task.seed));
  const filmsPath = join(task.folder, FILMS_FILE);
  const made = spacelessFilms(task.seed);
  await writeFilmsFile(filmsPath, batchesOf([...films, ...made]));
  say(`${films.length.toLocaleString('en')} films; computing the expected answers by brute force`);
  const catalogue = new Catalogue(films, made);
  const workload: Partial<Record<WorkloadClass, BenchCase[]>> = {};
  const queries: Partial<Record<WorkloadClass, number>> = {};
  for (const kind of WORKLOAD_CLASSES) {
    const { cases, unclear } = drawCases(kind, catalogue, task.seed, task.queries);
    workload[kind] = cases;
    queries[kind] = cases.length;
    say(`class ${kind}: ${String(cases.length)} different queries, ${String(unclear)} left out`);
  }
  await writeFile(join(task.folder, WORKLOAD_FILE), JSON.stringify(workload));
  const { size } = await stat(filmsPath);
  return { films: films.length, bytes: size, queries: queries as Record<WorkloadClass, number> };
}

async function makeFilms(source: FilmSource, seed: number) {
  if (source.kind === 'synthetic') return syntheticFilms(source.count, seed);
  const films = (await loadFilms(source.path)).map(withFieldsOfAll);
  return source.scale === 1 ? films : scaleFilms(films, source.scale, seed);
}

/**
 * The other engines have no field for directors or synopses, so no engine gets any. `npm run bench:remembered` compares
 * engines that have both.
 */
function withFieldsOfAll(film: Film): Film {
  return { ...film, attributes: { ...film.attributes, directors: undefined, extract: undefined } };
}

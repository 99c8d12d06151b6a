import { readFile } from 'node:fs/promises';
import type { Film } from '../../src/domain/film.ts';
import { randomInt, seededRandom } from '../random.ts';

/** The labelled films of a sample: the directors whom the synopsis names, by the id of the film. */
type LabelledFilms = ReadonlyMap<string, readonly string[]>;

type SampleName = 'development' | 'held-out' | 'fresh';

export async function readSample(name: SampleName): Promise<LabelledFilms> {
  const lines = (await readFile(new URL(`${name}.tsv`, import.meta.url), 'utf8')).trimEnd().split('\n');
  return new Map(lines.map((line) => line.split('\t')).map(([id = '', ...directors]) => [id, directors]));
}

/** Draws the ids of the samples again, from the films of the Wikipedia Movie Data Set. */
export function drawSamples(films: readonly Film[]): Record<SampleName, readonly string[]> {
  const ids = films.filter(({ attributes }) => attributes.extract).map(({ id }) => id);
  const labelled = draw(17, 400, ids);
  const taken = new Set(labelled);
  const fresh = draw(
    18,
    150,
    ids.filter((id) => !taken.has(id)),
  );
  return { development: labelled.slice(0, 200), 'held-out': labelled.slice(200), fresh };
}

/** The first steps of a Fisher-Yates shuffle. */
function draw(seed: number, count: number, ids: readonly string[]): readonly string[] {
  const random = seededRandom(seed);
  const pool = [...ids];
  for (let i = 0; i < count; i += 1) {
    const j = i + randomInt(random, pool.length - i);
    [pool[i], pool[j]] = [pool[j] ?? '', pool[i] ?? ''];
  }
  return pool.slice(0, count);
}

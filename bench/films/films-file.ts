import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Film } from '../../server/src/domain/film.ts';

const FILMS_PER_BATCH = 1_000;

/**
 * Writes films to a file as JSON lines. Every measured process reads this file, so all processes start from the same
 * bytes.
 */
export async function writeFilmsFile(path: string, batches: AsyncIterable<readonly Film[]>): Promise<void> {
  const file = await open(path, 'w');
  try {
    for await (const films of batches) await file.write(films.map(lineOf).join(''));
  } finally {
    await file.close();
  }
}

/** A film as one line. readline also ends lines at U+2028 and U+2029, which JSON leaves as they are. */
function lineOf(film: Film): string {
  return `${JSON.stringify(film).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}\n`;
}

/** Splits films into batches, because `FilmSearch` and `writeFilmsFile` take films in batches. */
export async function* batchesOf(films: readonly Film[]): AsyncGenerator<readonly Film[]> {
  for (let start = 0; start < films.length; start += FILMS_PER_BATCH) {
    yield await Promise.resolve(films.slice(start, start + FILMS_PER_BATCH));
  }
}

/** Yields batches of films in the order of the file. */
export async function* readFilmsFile(path: string): AsyncGenerator<Film[]> {
  let batch: Film[] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    batch.push(JSON.parse(line) as Film);
    if (batch.length < FILMS_PER_BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

import type { Film } from '../../server/src/domain/film.ts';
import { readFilmsFile } from '../films/films-file.ts';
import { tell } from './tell.ts';

/** The share of the time of building an index that passes until the last film is read. It is for the progress bar only. */
const READING_SHARE = 0.4;

/** The first films of a file, in batches. */
export async function* firstFilms(path: string, count: number): AsyncGenerator<readonly Film[]> {
  let read = 0;
  for await (const batch of readFilmsFile(path)) {
    const wanted = batch.slice(0, count - read);
    read += wanted.length;
    tell((READING_SHARE * read) / count, 'reading films');
    yield wanted;
    if (read >= count) return;
  }
}

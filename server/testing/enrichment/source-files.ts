import { gzipSync } from 'node:zlib';
import type { SourceFile } from '../../src/adapters/driving/enrichment-files/source-file.ts';

/** A line of tab-separated values. `undefined` becomes `\N`, which is how IMDb writes that there is no value. */
export function tsv(...fields: readonly (string | number | undefined)[]): string {
  return `${fields.map((field) => field ?? '\\N').join('\t')}\n`;
}

const BASICS = ['tconst', 'titleType', 'primaryTitle', 'originalTitle', 'isAdult', 'startYear', 'endYear'];

/** The text of a `title.basics.tsv`. */
export function imdbBasics(
  ...titles: readonly { id: string; title: string; year?: number; original?: string; type?: string }[]
): string {
  const rows = titles.map(({ id, title, year, original = title, type = 'movie' }) =>
    tsv(id, type, title, original, 0, year, undefined, 100, 'Drama'),
  );
  return [tsv(...BASICS, 'runtimeMinutes', 'genres'), ...rows].join('');
}

/** The text of a `title.ratings.tsv`. */
export function imdbRatings(...ratings: readonly (readonly [id: string, rating: number, votes: number])[]): string {
  return [tsv('tconst', 'averageRating', 'numVotes'), ...ratings.map((rating) => tsv(...rating))].join('');
}

/** The text of a `title.akas.tsv`. */
export function imdbAkas(...titles: readonly (readonly [id: string, title: string])[]): string {
  const rows = titles.map(([id, title], i) => tsv(id, i + 1, title, 'DE', undefined, 'imdbDisplay', undefined, 0));
  const columns = ['titleId', 'ordering', 'title', 'region', 'language', 'types', 'attributes', 'isOriginalTitle'];
  return [tsv(...columns), ...rows].join('');
}

/** The text of a `movie.metadata.tsv`. */
export function cmuMetadata(...films: readonly (readonly [id: number, title: string, released: string])[]): string {
  return films.map(([id, title, released]) => tsv(id, '/m/0x', title, released, '', 98, '{}', '{}', '{}')).join('');
}

/** A file in memory, in chunks of 7 bytes so that each line is in several of them. */
export function sourceFile(
  name: string,
  content: string | Uint8Array,
  onRows = (_rows: number) => undefined,
): SourceFile {
  const bytes = Buffer.from(content);
  async function* chunks() {
    for (let i = 0; i < bytes.length; i += 7) yield await Promise.resolve(bytes.subarray(i, i + 7));
  }
  return { name, open: () => Promise.resolve(chunks()), onRows };
}

/** A gzip file without its last bytes. */
export function truncatedGzip(text: string): Uint8Array {
  return gzipSync(text).subarray(0, -12);
}

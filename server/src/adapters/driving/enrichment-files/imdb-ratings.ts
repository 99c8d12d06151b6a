import type { EnrichmentSource, RecordSink } from '../../../application/films/enrichment/enrichment-source.ts';
import { popularityOfVotes } from '../../../domain/fame/popularity-of-votes.ts';
import { copyOf } from './read-lines.ts';
import { fileFault, type SourceFile } from './source-file.ts';
import { readTsv } from './tsv-table.ts';

/** The types of titles that are films. The others are series, episodes and games. */
const FILM_TYPES = new Set(['movie', 'short', 'tvMovie', 'tvShort', 'tvSpecial', 'video']);

const IMDB_ID = /^tt\d{7,10}$/;

export type ImdbFiles = {
  /** `title.basics.tsv.gz` */
  readonly basics: SourceFile;
  /** `title.ratings.tsv.gz` */
  readonly ratings: SourceFile;
  /** `title.akas.tsv.gz`; without it, alternative titles stay as they are. */
  readonly akas?: SourceFile | undefined;
};

/** IMDb's public data sets; see https://developer.imdb.com/non-commercial-datasets/ for their format. */
export function imdbRatings({ basics, ratings, akas }: ImdbFiles): EnrichmentSource {
  return {
    attributes: ['imdbId', 'imdbRating', 'imdbVotes', 'popularity', ...(akas ? ['alternativeTitles'] : [])],
    read: async (sink) => {
      await readBasics(basics, sink);
      await readRatings(ratings, sink);
      if (akas) await readAkas(akas, sink);
    },
  };
}

function readBasics(file: SourceFile, sink: RecordSink): Promise<void> {
  const columns = ['tconst', 'titleType', 'primaryTitle', 'originalTitle', 'startYear'];
  return readTsv(file, columns, ([id = '', type = '', primary, original, startYear], line) => {
    if (!FILM_TYPES.has(type) || startYear === undefined) return;
    if (!IMDB_ID.test(id)) throw fileFault(file, line, 'tconst must be an id such as tt0113277.');
    const year = Number(startYear);
    if (!Number.isInteger(year)) throw fileFault(file, line, 'startYear must be a year or \\N.');
    const titles = [primary, original].filter((title) => title !== undefined);
    sink.offer({ id, titles: primary === original ? titles.slice(0, 1) : titles, year });
    if (sink.has(id)) sink.set(id, { imdbId: id });
  });
}

function readRatings(file: SourceFile, sink: RecordSink): Promise<void> {
  return readTsv(
    file,
    ['tconst', 'averageRating', 'numVotes'],
    ([id = '', averageRating, numVotes], line) => {
      const imdbRating = Number(averageRating);
      const imdbVotes = Number(numVotes);
      if (!(imdbRating >= 0 && imdbRating <= 10)) {
        throw fileFault(file, line, 'averageRating must be a number from 0 to 10.');
      }
      if (!Number.isSafeInteger(imdbVotes) || imdbVotes < 0) {
        throw fileFault(file, line, 'numVotes must be a whole number, 0 or more.');
      }
      sink.setVotes(id, imdbVotes);
      sink.set(id, { imdbRating, imdbVotes, popularity: popularityOfVotes(imdbVotes) });
    },
    (id) => sink.has(id),
  );
}

function readAkas(file: SourceFile, sink: RecordSink): Promise<void> {
  return readTsv(
    file,
    ['titleId', 'title'],
    ([id = '', title]) => {
      if (title !== undefined) sink.addTitle(id, copyOf(title));
    },
    (id) => sink.has(id),
  );
}

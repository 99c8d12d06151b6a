import type { EnrichmentSource, RecordSink } from '../../../application/films/enrichment/enrichment-source.ts';
import { cleanFilm } from '../../../application/films/import-rules/clean-film.ts';
import { FILM_BOUNDS } from '../../../domain/film.ts';
import { copyOf, readLines } from './read-lines.ts';
import { fileFault, type SourceFile } from './source-file.ts';

/**
 * The columns are Wikipedia id, Freebase id, title, release date, revenue, runtime, languages, countries and genres.
 */
const METADATA_COLUMNS = 9;

export type CmuFiles = {
  /** `movie.metadata.tsv` */
  readonly metadata: SourceFile;
  /** `plot_summaries.txt` */
  readonly plots: SourceFile;
};

/** The CMU Movie Summary Corpus; see https://www.cs.cmu.edu/~ark/personas/ for its format. The files have no header. */
export function cmuPlots({ metadata, plots }: CmuFiles): EnrichmentSource {
  return {
    attributes: ['plot'],
    read: async (sink) => {
      await readMetadata(metadata, sink);
      await readPlots(plots, sink);
    },
  };
}

function readMetadata(file: SourceFile, sink: RecordSink): Promise<void> {
  return readLines(file, (line, number) => {
    const fields = line.split('\t');
    if (fields.length !== METADATA_COLUMNS) {
      const counts = `it has ${String(fields.length)} columns instead of ${String(METADATA_COLUMNS)}`;
      throw fileFault(file, number, `${counts}. Pass movie.metadata.tsv as the first file.`);
    }
    const [id = '', , title = '', released = ''] = fields;
    if (!/^\d+$/.test(id)) throw fileFault(file, number, 'the first column must be the id of a page of Wikipedia.');
    const [year] = /^\d{4}/.exec(released) ?? [];
    if (year !== undefined && title !== '') sink.offer({ id, titles: [title], year: Number(year) });
  });
}

function readPlots(file: SourceFile, sink: RecordSink): Promise<void> {
  return readLines(file, (line, number) => {
    const tab = line.indexOf('\t');
    const id = line.slice(0, Math.max(0, tab));
    if (!/^\d+$/.test(id)) {
      const rule = 'it must begin with the id of a page of Wikipedia and a tab';
      throw fileFault(file, number, `${rule}. Pass plot_summaries.txt as the second file.`);
    }
    if (!sink.has(id)) return;
    const plot = plotOf(line.slice(tab + 1));
    if (plot !== '') sink.set(id, { plot: copyOf(plot) });
  });
}

/**
 * A plot as plain text: markup, which some plots have, is removed. A plot that is too long is cut between two words.
 */
function plotOf(text: string): string {
  const { extract } = cleanFilm({ extract: text }, () => undefined);
  const plot = typeof extract === 'string' ? extract : '';
  if (plot.length <= FILM_BOUNDS.plotLength) return plot;
  const cut = plot.slice(0, FILM_BOUNDS.plotLength);
  return cut.slice(0, cut.lastIndexOf(' ')).trimEnd();
}

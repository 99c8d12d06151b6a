import { readLines } from './read-lines.ts';
import { fileFault, type SourceFile } from './source-file.ts';

/** How IMDb's files write that there is no value. */
const NO_VALUE = '\\N';

/** The fields of a row, in the order in which the columns were requested. `undefined` if there is no value. */
export type Fields = readonly (string | undefined)[];

/**
 * Reads a file of tab-separated values whose first line names the columns. As the media type text/tab-separated-values
 * defines, tabs separate fields, line ends separate rows, and quotes have no meaning. Empty fields and `\N` mean that
 * there is no value.
 *
 * @param columns the names of the columns to read
 * @param isWanted receives the text before a line's first tab, and says whether to read the line. Default: all are read
 * @throws MarqueeError `invalid` if a column is missing or a line has fewer or more columns than the first
 */
export async function readTsv(
  file: SourceFile,
  columns: readonly string[],
  take: (fields: Fields, line: number) => void,
  isWanted?: (first: string) => boolean,
  bytes?: AsyncIterable<Uint8Array>,
): Promise<void> {
  let header: { readonly length: number; readonly positions: readonly number[] } | undefined;
  await readLines(
    file,
    (line, number) => {
      if (!header) {
        const names = line.split('\t');
        header = { length: names.length, positions: positionsOf(file, columns, names) };
        return;
      }
      if (isWanted && !isWanted(line.slice(0, Math.max(0, line.indexOf('\t'))))) return;
      const fields = line.split('\t');
      if (fields.length !== header.length) {
        const counts = `${String(fields.length)} columns, but the first line has ${String(header.length)}`;
        throw fileFault(file, number, `it has ${counts}.`);
      }
      take(
        header.positions.map((at) => valueOf(fields[at])),
        number,
      );
    },
    bytes,
  );
  if (!header) throw fileFault(file, 1, 'the file is empty. Its first line must name the columns.');
}

/** @throws MarqueeError `invalid` if a column is missing */
export function positionsOf(file: SourceFile, columns: readonly string[], names: readonly string[]): number[] {
  return columns.map((column) => {
    const at = names.indexOf(column);
    if (at >= 0) return at;
    const shown = names.slice(0, 20).map((name) => JSON.stringify(name.slice(0, 40)));
    throw fileFault(file, 1, `there is no column "${column}". The columns are ${shown.join(', ')}.`);
  });
}

function valueOf(field: string | undefined): string | undefined {
  return field === NO_VALUE || field === '' ? undefined : field;
}

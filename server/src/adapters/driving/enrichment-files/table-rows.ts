import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { BadRows } from '../../../application/films/bad-rows.ts';
import { peek, plainBytes } from '../import-file/plain-bytes.ts';
import { readRows } from '../import-file/read-rows.ts';
import { copyOf } from './read-lines.ts';
import { atLine, fileFault, type SourceFile } from './source-file.ts';
import { positionsOf, readTsv } from './tsv-table.ts';

/** The values of the requested columns, in the order of the request. `undefined` if the row has no value. */
export type RowValues = readonly unknown[];

export type TableListener = {
  /** Receives each row. `number` counts from 1: lines of a CSV or TSV file, or rows of a JSON file. */
  readonly onRow: (values: RowValues, number: number) => void;
  /** Receives each row of JSON that cannot be read, with the reason. */
  readonly onBadRow: (number: number, reason: string) => void;
};

const MAX_RECORD_BYTES = 1_048_576;
const NEWLINE = 0x0a;

/**
 * Reads columns of a CSV, TSV or JSON file (lines or an array), plain or gzip. The first bytes show the format. JSON
 * begins with `{` or `[`. Otherwise the first line names the columns: the file is TSV if that line has a tab, else CSV.
 *
 * @throws MarqueeError `invalid` if the file is damaged or a column is missing
 */
export async function readTable(file: SourceFile, columns: readonly string[], listener: TableListener): Promise<void> {
  const { start, all } = await peek(plainBytes(await file.open()), hasFirstLine).catch((error: unknown) => {
    throw atLine(file, 1, error);
  });
  const text = new TextDecoder().decode(start.subarray(0, MAX_RECORD_BYTES)).trimStart();
  if (/^[[{]/.test(text)) await readJson(file, columns, listener, all);
  else if (/^[^\n]*\t/.test(text)) {
    const take = (fields: RowValues, line: number) => {
      listener.onRow(
        fields.map((field) => (typeof field === 'string' ? copyOf(field) : field)),
        line,
      );
    };
    await readTsv(file, columns, take, undefined, all);
  } else await readCsv(file, columns, listener, all);
}

function hasFirstLine(start: Uint8Array): boolean {
  return start.includes(NEWLINE) || start.length > MAX_RECORD_BYTES;
}

async function readCsv(
  file: SourceFile,
  columns: readonly string[],
  { onRow }: TableListener,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const parser = parse({ bom: true, info: true, skipEmptyLines: true, maxRecordSize: MAX_RECORD_BYTES });
  const reading = pipeline(Readable.from(bytes), parser);
  // The failure of a pipeline needs no handler here: it also ends the loop below, which reports it.
  reading.catch(() => undefined);
  let positions: readonly number[] | undefined;
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      line = info.lines;
      if (positions)
        onRow(
          positions.map((at) => record[at]),
          line,
        );
      else positions = positionsOf(file, columns, record);
      file.onRows(1);
    }
  } catch (error) {
    if (error instanceof CsvError) {
      const at: unknown = error['lines'];
      throw fileFault(file, typeof at === 'number' ? at : line, `it is not CSV: ${error.message}.`, error);
    }
    throw atLine(file, line + 1, error);
  }
  if (!positions) throw fileFault(file, 1, 'the file is empty. Its first line must name the columns.');
}

async function readJson(
  file: SourceFile,
  columns: readonly string[],
  { onRow, onBadRow }: TableListener,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const missing = new Set(columns);
  const badRows = new BadRows();
  let number = 0;
  try {
    for await (const rows of readRows(bytes)) {
      for (const row of rows) {
        number = row.number;
        const value = 'fault' in row ? undefined : row.value;
        if (typeof value !== 'object' || value === null) {
          badRows.bad();
          onBadRow(number, 'fault' in row ? row.fault : 'is not an object');
        } else {
          badRows.good();
          for (const name of missing) if (Object.hasOwn(value, name)) missing.delete(name);
          onRow(
            columns.map((name) => (value as Record<string, unknown>)[name]),
            number,
          );
        }
      }
      file.onRows(rows.length);
      if (badRows.fault) throw badRows.fault;
    }
  } catch (error) {
    throw atLine(file, number + 1, error);
  }
  const [absent] = missing;
  if (absent !== undefined) throw fileFault(file, 1, `no row has "${absent}".`);
}

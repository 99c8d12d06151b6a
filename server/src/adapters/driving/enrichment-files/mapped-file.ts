import type { EnrichmentSource, RecordSink } from '../../../application/films/enrichment/enrichment-source.ts';
import { parseFilmAttributes } from '../../../application/films/film-schema.ts';
import { reasonOf } from '../../../application/films/row-faults.ts';
import type { JsonValue } from '../../../domain/film.ts';
import { convert, type Converted, type ValueType } from './mapped-value.ts';
import type { SourceFile } from './source-file.ts';
import { readTable, type RowValues } from './table-rows.ts';

/** Which column becomes which attribute. */
export type Mapping = { readonly column: string; readonly attribute: string; readonly type: ValueType };

export type MappedFile = {
  readonly file: SourceFile;
  /** The columns by which rows are matched with films. */
  readonly match: { readonly title: string; readonly year: string };
  readonly map: readonly Mapping[];
  /** Receives each row that cannot be used, with the reason. */
  readonly onBadRow: (number: number, reason: string) => void;
};

/** Any CSV, TSV or JSON file whose rows have a title and a year. */
export function mappedFile({ file, match, map, onBadRow }: MappedFile): EnrichmentSource {
  const columns = [match.title, match.year, ...map.map(({ column }) => column)];
  return {
    attributes: map.map(({ attribute }) => attribute),
    read: (sink) =>
      readTable(file, columns, {
        onBadRow,
        onRow: ([rawTitle, rawYear, ...raw], number) => {
          const title = convert(rawTitle, 'text');
          const year = convert(rawYear, 'number');
          const fault = faultOf(title, match.title) ?? faultOf(year, match.year);
          if (typeof title.value !== 'string' || typeof year.value !== 'number') onBadRow(number, fault ?? '');
          else offer({ number, title: title.value, year: year.value, raw }, sink);
        },
      }),
  };

  function offer({ number, title, year, raw }: Row, sink: RecordSink): void {
    const id = `row ${String(number)}`;
    sink.offer({ id, titles: [title], year });
    if (!sink.has(id)) return;
    const { values, fault } = valuesOf(raw, map);
    if (fault !== undefined) onBadRow(number, fault);
    else if (Object.keys(values).length > 0) sink.set(id, values);
  }
}

type Row = { readonly number: number; readonly title: string; readonly year: number; readonly raw: RowValues };

type Values = { readonly values: Readonly<Record<string, JsonValue>>; readonly fault?: string };

/** Converts the values of a row, and checks them by the rules of films. */
function valuesOf(raw: RowValues, map: readonly Mapping[]): Values {
  const values: Record<string, JsonValue> = {};
  for (const [i, { column, attribute, type }] of map.entries()) {
    const { value, fault } = convert(raw[i], type);
    if (fault !== undefined) return { values: {}, fault: `${column} ${fault}` };
    if (value !== undefined) values[attribute] = value;
  }
  try {
    parseFilmAttributes({ title: 'Any', year: 2000, ...values });
    return { values };
  } catch (error) {
    return { values: {}, fault: reasonOf(error) };
  }
}

function faultOf({ value, fault }: Converted, column: string): string | undefined {
  if (fault !== undefined) return `${column} ${fault}`;
  return value === undefined ? `has no ${column}` : undefined;
}

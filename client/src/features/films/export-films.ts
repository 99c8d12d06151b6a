import type { FilmSummary } from '../../lib/api-types.gen.ts';

export type ExportFormat = 'CSV' | 'JSON';

const COLUMNS = ['title', 'year', 'directors', 'genres', 'url'] as const;

/** The films as the content of a file. @param urlOf the address of a film's page */
export function exportFilms(
  films: readonly FilmSummary[],
  format: ExportFormat,
  urlOf: (id: string) => string,
): { readonly content: string; readonly type: string } {
  const rows = films.map(({ id, title, year, directors, genres }) => ({
    title,
    year,
    directors,
    genres,
    url: urlOf(id),
  }));
  if (format === 'JSON') return { content: JSON.stringify(rows, null, 2), type: 'application/json' };
  const lines = rows.map((row) => COLUMNS.map((column) => cellOf([row[column]].flat().join('; '))).join(','));
  // With the byte order mark at the beginning, spreadsheets read the file as UTF-8.
  return { content: `\uFEFF${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`, type: 'text/csv' };
}

/** A cell of CSV (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe in front. */
function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

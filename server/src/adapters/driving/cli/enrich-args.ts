import { parseArgs } from 'node:util';
import { VALUE_TYPES, type ValueType } from '../enrichment-files/mapped-value.ts';
import type { Mapping } from '../enrichment-files/mapped-file.ts';

export const ENRICH_USAGE = `Usage: npm run films:enrich -- <data set and its files> [--report [FILE]]
  imdb-ratings <title.basics.tsv.gz> <title.ratings.tsv.gz> [title.akas.tsv.gz]
  cmu-plots <movie.metadata.tsv> <plot_summaries.txt>
  file <CSV, TSV or JSON lines> [--match TITLE,YEAR] --map COLUMN=ATTRIBUTE[:TYPE] [--map ...]

Adds values of public data sets to the films of the catalogue. Films are found by title and year. Values that a person entered or
an import set are kept. All files are read before the first film is written. Running the command again changes nothing, and
completes a run that was interrupted. A file is a path, - for standard input, an http(s) URL or s3://bucket/key, plain or gzip.
  imdb-ratings    writes imdbId, imdbRating, imdbVotes and popularity; with title.akas also alternativeTitles
  cmu-plots       writes plot, from the CMU Movie Summary Corpus
  --match         the columns of title and year; default: title,year
  --map           writes a column to an attribute. TYPE is number, text, boolean or list (separated by |); default: text
  --report        print examples of films that are ambiguous, unmatched or otherwise special; must come last
  --report FILE   write all of them to FILE, as JSON lines

Settings: MARQUEE_DATA_DIR, MARQUEE_DYNAMODB_ENDPOINT and the other settings of npm start. For a catalogue in AWS, see
docs/enrichment.md.
Exit codes: 0 enriched; 1 failed, or no film was found; 2 wrong arguments; 130 interrupted`;

export type EnrichArgs = {
  readonly source:
    | {
        readonly kind: 'imdb-ratings';
        readonly basics: string;
        readonly ratings: string;
        readonly akas?: string | undefined;
      }
    | { readonly kind: 'cmu-plots'; readonly metadata: string; readonly plots: string }
    | {
        readonly kind: 'file';
        readonly file: string;
        readonly match: { readonly title: string; readonly year: string };
        readonly map: readonly Mapping[];
      };
  /** The files of the source, in order. */
  readonly locations: readonly string[];
  /** Whether to print examples. */
  readonly isReportPrinted: boolean;
  /** The file that the report is written to. */
  readonly report: string | undefined;
};

/** Attributes that an enrichment cannot write. */
const FIXED: Readonly<Record<string, string>> = {
  id: 'ids never change',
  title: 'films are found by it',
  year: 'films are found by it',
  directors: 'Marquee derives it from the synopsis; import it together with the films instead',
};

/** @throws Error with a message for the user */
export function parseEnrichArgs(args: string[]): EnrichArgs {
  const { rest, ...report } = splitReport(args);
  const { positionals, values } = parseArgs({
    args: rest,
    options: { match: { type: 'string' }, map: { type: 'string', multiple: true } },
    allowPositionals: true,
  });
  const [kind, ...locations] = positionals;
  if (locations.filter((location) => location === '-').length > 1) {
    throw new Error('Only one of the files can be - (standard input).');
  }
  if (kind !== 'file' && (values.match !== undefined || values.map !== undefined)) {
    throw new Error('--match and --map are only for: file');
  }
  return { source: sourceOf(kind, locations, values.match, values.map), locations, ...report };
}

function sourceOf(
  kind: string | undefined,
  locations: readonly string[],
  match: string | undefined,
  map: readonly string[] = [],
): EnrichArgs['source'] {
  const [first, second, third, ...more] = locations;
  if (kind === 'imdb-ratings' && first !== undefined && second !== undefined && more.length === 0) {
    return { kind, basics: first, ratings: second, akas: third };
  }
  if (kind === 'cmu-plots' && first !== undefined && second !== undefined && third === undefined) {
    return { kind, metadata: first, plots: second };
  }
  if (kind === 'file' && first !== undefined && second === undefined) {
    return { kind, file: first, match: parseMatch(match), map: parseMap(map) };
  }
  throw new Error('Pass imdb-ratings and two or three files, cmu-plots and two files, or file and one file.');
}

/** `--report` and `--report FILE` must come last, because otherwise an input file could be taken for FILE. */
function splitReport(args: string[]): { rest: string[]; isReportPrinted: boolean; report: string | undefined } {
  const inline = args.find((arg) => arg.startsWith('--report='));
  if (inline !== undefined) {
    return {
      rest: args.filter((arg) => arg !== inline),
      isReportPrinted: false,
      report: inline.slice('--report='.length),
    };
  }
  const at = args.indexOf('--report');
  if (at < 0) return { rest: args, isReportPrinted: false, report: undefined };
  const report = args[at + 1];
  if (at + 2 < args.length) throw new Error('--report or --report FILE must come last.');
  return { rest: args.slice(0, at), isReportPrinted: report === undefined, report };
}

function parseMatch(match = 'title,year'): { title: string; year: string } {
  const [title, year, ...more] = match.split(',');
  if (!title || !year || more.length > 0) throw new Error('--match must name two columns: --match title,year');
  return { title, year };
}

function parseMap(map: readonly string[]): Mapping[] {
  const mappings = map.map((text) => {
    const [, column, attribute, type = 'text'] = /^(.+)=([^=:]+)(?::([^=:]*))?$/.exec(text) ?? [];
    if (column === undefined || attribute === undefined) {
      throw new Error(`--map ${text} must have the form COLUMN=ATTRIBUTE or COLUMN=ATTRIBUTE:TYPE.`);
    }
    if (!isValueType(type)) throw new Error(`--map ${text}: the type must be one of ${VALUE_TYPES.join(', ')}.`);
    const fixed = Object.hasOwn(FIXED, attribute) ? FIXED[attribute] : undefined;
    if (fixed !== undefined) throw new Error(`--map ${text}: ${attribute} cannot be written: ${fixed}.`);
    return { column, attribute, type };
  });
  if (mappings.length === 0) throw new Error('Pass at least one --map COLUMN=ATTRIBUTE.');
  if (new Set(mappings.map(({ attribute }) => attribute)).size < mappings.length) {
    throw new Error('Two --map write the same attribute.');
  }
  return mappings;
}

function isValueType(text: string): text is ValueType {
  return VALUE_TYPES.some((type) => type === text);
}

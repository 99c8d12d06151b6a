import { isMarqueeError, MarqueeError } from '../../../domain/errors.ts';

/** A file of a data set, plain or gzip. */
export type SourceFile = {
  /** The name for messages, such as `title.basics.tsv.gz`. */
  readonly name: string;
  readonly open: () => Promise<AsyncIterable<Uint8Array>>;
  /** Called after each batch of rows, for the progress. */
  readonly onRows: (rows: number) => void;
};

/** The error for a file that breaks a rule of its format. `line` is numbered from 1. */
export function fileFault({ name }: SourceFile, line: number, rule: string, cause?: unknown): MarqueeError {
  const message = `${name}, line ${line.toLocaleString('en')}: ${rule}`;
  return new MarqueeError('invalid', 'enrichment-file-invalid', message, { cause });
}

/** Adds the file and the line to the error for damaged gzip data or JSON. Other errors stay as they are. */
export function atLine(file: SourceFile, line: number, error: unknown): unknown {
  const isDamage = isMarqueeError(error) && error.code.startsWith('import-file-');
  return isDamage ? fileFault(file, line, error.message, error.cause) : error;
}

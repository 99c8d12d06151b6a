/** A line of the log, before it is written as JSON or as text. */
export type LogLine = {
  /** RFC 3339. Lambda reads the fields `timestamp` and `level` of JSON lines under these names. */
  readonly timestamp: string;
  readonly level: 'info' | 'warn' | 'error';
  readonly type: string;
  readonly [field: string]: unknown;
};

/** Writes a line, which is given without a line break at its end. */
export type WriteLine = (line: string) => void;

export const toStandardError: WriteLine = (line) => {
  process.stderr.write(`${line}\n`);
};

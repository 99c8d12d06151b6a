import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run bench:cold -- [options]

Starts the shipped bundle of the API in fresh processes, in turn with bare Node, and prints what its first answer adds.
Builds the bundles first.
  --data FILE     films as JSON, plain or gzip; without it $MARQUEE_DATA_SET, else as many made films
  --samples N     starts of each kind (30)

Exit codes: 0 measured, 1 failed, 2 wrong arguments`;

export type ColdBenchOptions = {
  /** Absent: made films. */
  readonly data: string | undefined;
  readonly samples: number;
};

/** @throws Error with a message for the user */
export function readOptions(args: readonly string[], dataSet: string | undefined): ColdBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: 'string' }, samples: { type: 'string', default: '30' } },
  });
  if (!/^[1-9]\d{0,4}$/.test(values.samples)) throw new Error('--samples must be a whole number from 1.');
  const data = values.data ?? dataSet;
  if (data !== undefined && !existsSync(data)) throw new Error(`There is no file ${data}.`);
  return { data, samples: Number(values.samples) };
}

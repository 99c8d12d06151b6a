import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run bench:cold -- [options]

Builds the bundles. Then starts the API's bundle and bare Node (Node without any code) in turn, each time in a new
process. Prints how much longer the API takes until its first answer than bare Node takes to start.
  --data FILE     films as JSON, plain or gzip (default: the file that $MARQUEE_DATA_SET names; if that is not set,
                  36,273 synthetic films)
  --samples N     starts of each kind (30)

Exit codes: 0 measured, 1 failed, 2 wrong arguments`;

export type ColdBenchOptions = {
  /** The path of the file with the films. If it is absent, synthetic films are used. */
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

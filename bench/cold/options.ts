import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run bench:cold -- [options]

Builds the bundles. Then starts the bundle of the API in fresh processes, alternating with bare Node, and prints how much
time its first answer adds.
  --data FILE     films as JSON, plain or gzip (default: $MARQUEE_DATA_SET, or the same number of
                  synthetic films if that is not set)
  --samples N     starts of each kind (30)

Exit codes: 0 measured, 1 failed, 2 wrong arguments`;

export type ColdBenchOptions = {
  /** Absent: synthetic films. */
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

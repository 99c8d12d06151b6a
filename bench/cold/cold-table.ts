import type { Table } from '../search/report/tables.ts';
import { median, percentile } from '../statistics.ts';
import type { Start } from './starts.ts';
import type { Stores } from './stores-process.ts';

/**
 * A kind of start with its limit, which is called the bar. The median of its starts may be at most `barMs` milliseconds
 * longer than the median of the starts of bare Node.
 */
export type Bar = { readonly name: string; readonly barMs: number };

/** The names of the two kinds of start with which all other kinds are compared. */
export type Baselines = {
  readonly bare: string;
  /**
   * The name of the naive bundle. This is one file with all packages that the product's owner asked for. It loads all
   * of them at once.
   */
  readonly naive: string;
  /** How many milliseconds longer than bare Node the naive bundle took on the machine where the bars were set. */
  readonly naiveMs: number;
};

/**
 * Returns a table with one row for each kind of start. A row has the median time, how much longer this time is than the
 * median of bare Node ("added"), and whether the added time is within the bar. The last three columns correct for the
 * speed of this machine. The first of them is a ratio: the added time divided by the time that the naive bundle adds on
 * this machine. The second is the same ratio for the bar: the bar divided by the time that the naive bundle added on
 * the machine where the bars were set. The third says whether the first ratio is within the second.
 */
export function coldTable(
  { bare, naive, naiveMs }: Baselines,
  bars: readonly Bar[],
  starts: ReadonlyMap<string, readonly Start[]>,
  { films, snapshotBytes }: Stores,
): Table {
  const ofBare = figures(starts.get(bare) ?? []);
  const ofNaive = figures(starts.get(naive) ?? []).wall - ofBare.wall;
  const rows = [{ name: bare }, { name: naive }, ...bars].map((kind) => {
    const { samples, wall, quartiles, cpu } = figures(starts.get(kind.name) ?? []);
    const added = wall - ofBare.wall;
    const row = [kind.name, String(samples), wall.toFixed(0), quartiles, cpu.toFixed(0)];
    if (kind.name === bare) return row;
    const ratio = (added / ofNaive).toFixed(2);
    if (!('barMs' in kind)) return [...row, `+${added.toFixed(0)}`, '', '', ratio];
    const barRatio = kind.barMs / naiveMs;
    return [
      ...row,
      `+${added.toFixed(0)}`,
      `+${String(kind.barMs)}`,
      added <= kind.barMs ? 'yes' : 'no',
      ratio,
      barRatio.toFixed(2),
      added / ofNaive <= barRatio ? 'yes' : 'no',
    ];
  });
  const snapshot = `a snapshot of ${(snapshotBytes / 1e6).toFixed(1)} MB`;
  return {
    title: `Process start to first answer in ms, median; ${films.toLocaleString('en')} films, ${snapshot}`,
    head: ['start', 'samples', 'wall', 'quartiles', 'processor', 'added', 'bar', 'met', 'of naive', 'bar', 'met'],
    rows,
  };
}

function figures(starts: readonly Start[]) {
  const walls = starts.map(({ wallMs }) => wallMs).sort((a, b) => a - b);
  return {
    samples: starts.length,
    wall: median(walls),
    quartiles: [0.25, 0.75].map((quantile) => percentile(walls, quantile).toFixed(0)).join(' to '),
    cpu: median(starts.map(({ cpuMs }) => cpuMs)),
  };
}

import type { Table } from '../search/report/tables.ts';
import { median, percentile } from '../statistics.ts';
import type { Start } from './starts.ts';
import type { Stores } from './stores-process.ts';

/** What a kind of start may add to bare Node, in milliseconds. */
export type Bar = { readonly name: string; readonly barMs: number };

/** Medians, what they add to that of bare Node, and whether that is within the bar. */
export function coldTable(
  bare: string,
  bars: readonly Bar[],
  starts: ReadonlyMap<string, readonly Start[]>,
  { films, snapshotBytes }: Stores,
): Table {
  const ofBare = figures(starts.get(bare) ?? []);
  const rows = [{ name: bare, barMs: undefined }, ...bars].map(({ name, barMs }) => {
    const { samples, wall, quartiles, cpu } = figures(starts.get(name) ?? []);
    const added = wall - ofBare.wall;
    const verdict =
      barMs === undefined ? [] : [`+${added.toFixed(0)}`, `+${String(barMs)}`, added <= barMs ? 'yes' : 'no'];
    return [name, String(samples), wall.toFixed(0), quartiles, cpu.toFixed(0), ...verdict];
  });
  const snapshot = `a snapshot of ${(snapshotBytes / 1e6).toFixed(1)} MB`;
  return {
    title: `Process start to first answer in ms, median; ${films.toLocaleString('en')} films, ${snapshot}`,
    head: ['start', 'samples', 'wall', 'quartiles', 'processor', 'added', 'bar', 'met'],
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

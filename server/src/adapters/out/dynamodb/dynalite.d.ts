declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** Times are milliseconds that a table stays in the state; `path` is the folder of its LevelDB, absent: in memory. */
  export default function dynalite(options: {
    readonly path?: string;
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }): Server;
}

import type { ExportFilms, ExportProgress } from '../../../application/films/export-films.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { ExportTarget } from '../../../ports/export-target.ts';
import type { Observer } from '../../../ports/observer.ts';
import { gzipped, utf8 } from './export-bytes.ts';

/** The message with which a schedule asks for an export. */
export type ExportEvent = { readonly export: true };

export type ExportHandlerDeps = {
  readonly films: ExportFilms;
  readonly target: ExportTarget;
  readonly clock: Clock;
  readonly observer: Observer;
};

/** Exports all films to a file whose name is the time. A retry after a failure writes another file. */
export function createExportHandler({ films, target, clock, observer }: ExportHandlerDeps): () => Promise<void> {
  return async () => {
    const startedMs = clock.monotonicMs();
    const name = `films-${new Date(clock.nowMs()).toISOString().slice(0, 19).replaceAll(':', '-')}Z.jsonl.gz`;
    let counts: ExportProgress = { films: 0, deleted: 0, total: 0 };
    const lines = films.execute((now) => {
      counts = now;
    });
    await target.write(name, gzipped(utf8(lines)));
    const tookMs = Math.round(clock.monotonicMs() - startedMs);
    observer.observe({ type: 'export-finished', name, films: counts.films, deleted: counts.deleted, tookMs });
  };
}

import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { snapshotFormat } from '../adapters/driven/search-index/structures/snapshot-format.ts';
import { IndexSnapshotBuilder } from '../adapters/driven/search-index/store/index-snapshot-builder.ts';
import {
  ThreadedSnapshotBuilder,
  type FromThread,
  type ToThread,
} from '../adapters/driven/threads/threaded-snapshot-builder.ts';
import type { DeclaredAttributes } from '../domain/declared-attributes.ts';
import type { Film } from '../domain/film.ts';
import type { SearchSnapshotBuilder } from '../ports/search-snapshot-builder.ts';
import { readSynonymTables } from './synonym-tables.ts';

type Settings = { readonly declared: DeclaredAttributes; readonly synonymTables: readonly string[] };

/** A builder of snapshots for processes that serve requests or answer probes while they build. */
export function threadedBuilder(settings: Settings): SearchSnapshotBuilder {
  const entry = new URL('../entrypoints/snapshot-thread.ts', import.meta.url);
  return new ThreadedSnapshotBuilder(snapshotFormat(settings.declared), entry, settings);
}

/** Runs in the thread: takes films until a message has none, and then answers with the snapshot. */
export async function runSnapshotThread(): Promise<void> {
  if (!parentPort) throw new Error('This module runs only as a thread.');
  const { declared, synonymTables } = workerData as Settings;
  const builder = new IndexSnapshotBuilder(declared, () => readSynonymTables(synonymTables));
  const built = await builder.build(filmsFrom(parentPort));
  const answer: FromThread = { built };
  const { bytes, synopses } = built;
  parentPort.postMessage(answer, [bytes.buffer as ArrayBuffer, synopses.buffer as ArrayBuffer]);
}

async function* filmsFrom(port: MessagePort): AsyncGenerator<readonly Film[]> {
  for (;;) {
    const { films } = await new Promise<ToThread>((resolve) => port.once('message', resolve));
    if (!films) return;
    yield films;
    port.postMessage({} satisfies FromThread);
  }
}

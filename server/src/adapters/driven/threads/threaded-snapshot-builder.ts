import { Worker } from 'node:worker_threads';
import type { Film } from '../../../domain/film.ts';
import type { BuiltSnapshot, SearchSnapshotBuilder } from '../../../ports/search-snapshot-builder.ts';

/** A message to the thread: the next films, or `undefined` after the last ones. */
export type ToThread = { readonly films: readonly Film[] | undefined };

/** The answer of the thread: empty if it has taken films, and the snapshot at the end. */
export type FromThread = { readonly built?: BuiltSnapshot };

/**
 * Builds snapshots in a thread of their own, so that a process that serves requests answers them meanwhile. In the only
 * thread of such a process, a build would delay all requests, by 4 s for 36 thousand films and 3 minutes for a million.
 */
export class ThreadedSnapshotBuilder implements SearchSnapshotBuilder {
  readonly format: string;
  readonly #entry: URL;
  readonly #settings: unknown;

  /**
   * @param entry the module that the thread runs. It answers each {@link ToThread} with a {@link FromThread}
   * @param settings the `workerData` of the thread
   */
  constructor(format: string, entry: URL, settings: unknown) {
    this.format = format;
    this.#entry = entry;
    this.#settings = settings;
  }

  async build(films: AsyncIterable<readonly Film[]>): Promise<BuiltSnapshot> {
    const worker = new Worker(this.#entry, { workerData: this.#settings });
    const ended = failureOf(worker);
    const send = async (message: ToThread): Promise<FromThread> => {
      const answer = new Promise<FromThread>((resolve) => worker.once('message', resolve));
      worker.postMessage(message);
      return Promise.race([answer, ended]);
    };
    try {
      for await (const batch of films) await send({ films: batch });
      const { built } = await send({ films: undefined });
      if (!built) throw new Error('The thread that builds the snapshot has answered without a snapshot.');
      return built;
    } finally {
      await worker.terminate();
    }
  }
}

/** Rejects when the thread ends, with the error that ended it. */
function failureOf(worker: Worker): Promise<never> {
  const failure = new Promise<never>((_resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(`The thread that builds the snapshot has ended with code ${String(code)}.`));
    });
  });
  // The thread also ends after each build, when nobody waits for an answer.
  failure.catch(() => undefined);
  return failure;
}

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Film } from '../../../domain/film.ts';
import type { BuiltSnapshot, SearchSnapshotBuilder } from '../../../ports/search-snapshot-builder.ts';

/** What the thread is told: some films, or that all films were sent. */
export type ToThread = { readonly films: readonly Film[] | undefined };

/** What the thread answers: that it has taken the films, or the snapshot. */
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
      const answer = once(worker, 'message').then(([value]) => value as FromThread);
      // An error of the thread is reported by `ended` too.
      answer.catch(() => undefined);
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
      // A thread that ends right after its answer has answered: the answer is taken in this turn of the event loop.
      setImmediate(reject, new Error(`The thread that builds the snapshot has ended with code ${String(code)}.`));
    });
  });
  // It also ends after each build, when nobody waits for an answer.
  failure.catch(() => undefined);
  return failure;
}

import type { Clock } from '../../../ports/clock.ts';
import type { ImportSource, SourceBytes } from '../../../ports/import-source.ts';
import { sourceUnavailable } from './source-errors.ts';

/** Nobody who waits longer for bytes gets any: an import would stand still until its Lambda is stopped, and not say why. */
const SILENCE_MS = 30_000;

/**
 * Gives a source up that says nothing for 30 s while it is asked for something. Time in which nobody asks, because what was
 * read is still being written, does not count.
 */
export class PromptImportSource implements ImportSource {
  readonly #source: ImportSource;
  readonly #clock: Clock;

  constructor(source: ImportSource, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
  }

  async open(location: string, signal?: AbortSignal): Promise<SourceBytes> {
    const silent = new AbortController();
    const abort = signal ? AbortSignal.any([signal, silent.signal]) : silent.signal;
    const opening = this.#source.open(location, abort);
    const { chunks, sizeBytes } = await this.#promptly(location, silent, opening);
    return { chunks: this.#promptChunks(location, silent, chunks), sizeBytes };
  }

  async *#promptChunks(
    location: string,
    silent: AbortController,
    chunks: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    const iterator = chunks[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await this.#promptly(location, silent, iterator.next());
        if (next.done) return;
        yield next.value;
      }
    } finally {
      // A source that does not give its next bytes does not answer this either.
      if (!silent.signal.aborted) await iterator.return?.();
    }
  }

  async #promptly<T>(location: string, silent: AbortController, answer: Promise<T>): Promise<T> {
    const settled = new AbortController();
    const silence = this.#clock.sleep(SILENCE_MS, settled.signal).then((): never => {
      silent.abort();
      throw sourceUnavailable(location, new Error(`it said nothing for ${String(SILENCE_MS / 1000)} s`));
    });
    try {
      return await Promise.race([answer, silence]);
    } finally {
      settled.abort();
    }
  }
}

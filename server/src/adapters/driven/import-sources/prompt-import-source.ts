import type { Clock } from '../../../ports/clock.ts';
import type { ImportSource, SourceBytes } from '../../../ports/import-source.ts';
import { SOURCE_SILENCE_MS } from '../timeouts.ts';
import { sourceUnavailable } from './source-errors.ts';

/**
 * Reads from another source, and gives up if that source sends nothing for 30 s while the import waits for bytes.
 * Without this limit, an import would wait until its Lambda is stopped, and would not say why. No time is counted while
 * the import writes films and does not request bytes.
 */
export class PromptImportSource implements ImportSource {
  readonly #source: ImportSource;
  readonly #clock: Clock;
  readonly #silenceMs: number;

  constructor(source: ImportSource, clock: Clock, silenceMs = SOURCE_SILENCE_MS) {
    this.#source = source;
    this.#clock = clock;
    this.#silenceMs = silenceMs;
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
      // `return` is not called on a silent source, because that call would not return either.
      if (!silent.signal.aborted) await iterator.return?.();
    }
  }

  async #promptly<T>(location: string, silent: AbortController, answer: Promise<T>): Promise<T> {
    const settled = new AbortController();
    const silence = this.#clock.sleep(this.#silenceMs, settled.signal).then((): never => {
      silent.abort();
      throw sourceUnavailable(location, new Error(`it sent nothing for ${String(this.#silenceMs / 1000)} s`));
    });
    try {
      return await Promise.race([answer, silence]);
    } finally {
      settled.abort();
    }
  }
}

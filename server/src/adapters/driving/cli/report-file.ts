import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { printableJson } from './printable.ts';

/** The file of `--report FILE`: JSON lines. */
export class ReportFile {
  readonly #stream: WriteStream;

  private constructor(stream: WriteStream) {
    this.#stream = stream;
  }

  /**
   * @param inputs the files that the command reads
   * @throws Error with a message for the user
   */
  static async open(path: string, inputs: readonly string[]): Promise<ReportFile> {
    const input = inputs.find((one) => resolve(one) === resolve(path));
    if (input !== undefined) throw new Error(`--report must not name the file ${input}, which this command reads.`);
    const stream = createWriteStream(path);
    await once(stream, 'open').catch(refuse);
    // If the disk becomes full later, the command continues. The failure is reported at the end.
    stream.on('error', () => undefined);
    return new ReportFile(stream);
  }

  write(line: object): void {
    this.#stream.write(`${printableJson(line)}\n`);
  }

  /** Ends the file without waiting. Call it if the command fails. */
  end(): void {
    this.#stream.end();
  }

  /** @throws Error with a message for the user, if not everything could be written */
  async close(): Promise<void> {
    this.#stream.end();
    await finished(this.#stream).catch(refuse);
  }
}

function refuse(error: unknown): never {
  throw new Error(`The report cannot be written: ${error instanceof Error ? error.message : String(error)}`);
}

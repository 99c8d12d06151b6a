import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errorCode } from '../../../domain/errors.ts';
import type { ExportTarget } from '../../../ports/export-target.ts';

/** Writes an export to a file, or to standard output if its name is `-`. */
export class FileExportTarget implements ExportTarget {
  async write(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    if (path === '-') {
      await pipeline(Readable.from(chunks), process.stdout, { end: false }).catch(explain('Standard output'));
      return;
    }
    // The process id keeps two exports to the same file apart.
    const unfinished = `${path}.${String(process.pid)}.unfinished`;
    try {
      // `flush` makes the content safe before the file gets its name.
      await pipeline(Readable.from(chunks), createWriteStream(unfinished, { flush: true }));
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => undefined);
      return explain(path)(error);
    }
  }
}

/** Adds the name of the file to an error of the file system. All other errors come from the export itself. */
function explain(path: string) {
  return (error: unknown): never => {
    if (!isOfFileSystem(error)) throw error;
    throw new Error(`${path} cannot be written: ${error.message}`, { cause: error });
  };
}

function isOfFileSystem(error: unknown): error is Error {
  return errorCode(error) !== undefined && typeof error === 'object' && error !== null && 'syscall' in error;
}

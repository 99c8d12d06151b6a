import { open } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import { errorCode, isMarqueeError, MarqueeError } from '../../../domain/errors.ts';
import type { ImportSource, SourceBytes } from '../../../ports/import-source.ts';
import { sourceForbidden, sourceMissing, sourceUnavailable } from './source-errors.ts';

/** Reads a local file; `-` is standard input. */
export class FileImportSource implements ImportSource {
  async open(path: string, signal?: AbortSignal): Promise<SourceBytes> {
    if (path === '-') return { chunks: signal ? addAbortSignal(signal, process.stdin) : process.stdin };
    try {
      const file = await open(path);
      const stats = await file.stat();
      if (stats.isDirectory()) {
        await file.close();
        throw new MarqueeError('invalid', 'import-source-invalid', `${path} is a folder, not a file.`);
      }
      return { chunks: file.createReadStream({ highWaterMark: 262_144, signal }), sizeBytes: stats.size };
    } catch (error) {
      const code = errorCode(error);
      if (code === 'ENOENT') throw sourceMissing(path, error);
      if (code === 'EACCES' || code === 'EPERM') throw sourceForbidden(path, error);
      throw isMarqueeError(error) ? error : sourceUnavailable(path, error);
    }
  }
}

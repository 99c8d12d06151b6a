import type { ImportSource, SourceBytes } from '../../../ports/import-source.ts';
import { guardChunks, sourceForbidden, sourceMissing, sourceUnavailable } from './source-errors.ts';

/** Reads an http(s) URL. */
export class UrlImportSource implements ImportSource {
  async open(url: string, signal?: AbortSignal): Promise<SourceBytes> {
    const response = await fetch(url, { ...(signal && { signal }), headers: { 'accept-encoding': 'identity' } }).catch(
      (error: unknown) => {
        throw sourceUnavailable(url, error);
      },
    );
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      if (response.status === 404 || response.status === 410) throw sourceMissing(url);
      if (response.status === 401 || response.status === 403) throw sourceForbidden(url);
      throw sourceUnavailable(url, new Error(`status ${String(response.status)}`));
    }
    const length = Number(response.headers.get('content-length') ?? NaN);
    const isEncoded = response.headers.has('content-encoding');
    return {
      chunks: guardChunks(url, response.body),
      ...(Number.isFinite(length) && !isEncoded && { sizeBytes: length }),
    };
  }
}

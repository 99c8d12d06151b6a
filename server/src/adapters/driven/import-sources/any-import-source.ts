import type { ImportSource, SourceBytes } from '../../../ports/import-source.ts';

/** Chooses the source by the form of the location: an http(s) URL, an s3:// URL or a path. */
export class AnyImportSource implements ImportSource {
  readonly #sources: { readonly file: ImportSource; readonly url: ImportSource; readonly s3: ImportSource };

  constructor(sources: { readonly file: ImportSource; readonly url: ImportSource; readonly s3: ImportSource }) {
    this.#sources = sources;
  }

  open(location: string, signal?: AbortSignal): Promise<SourceBytes> {
    const { file, url, s3 } = this.#sources;
    if (location.startsWith('s3://')) return s3.open(location, signal);
    return (/^https?:\/\//.test(location) ? url : file).open(location, signal);
  }
}

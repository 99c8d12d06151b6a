import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { MarqueeError } from '../../../domain/errors.ts';
import type { ImportSource, SourceBytes } from '../../../ports/import-source.ts';
import { guardChunks, sourceForbidden, sourceMissing, sourceUnavailable } from './source-errors.ts';

/** Reads `s3://bucket/key`. */
export class S3ImportSource implements ImportSource {
  readonly #client: S3Client;

  constructor(client: S3Client) {
    this.#client = client;
  }

  async open(location: string, signal?: AbortSignal): Promise<SourceBytes> {
    const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(location) ?? [];
    if (bucket === undefined || key === undefined) {
      throw new MarqueeError('invalid', 'import-source-invalid', `${location} does not have the form s3://bucket/key.`);
    }
    const command = new GetObjectCommand({ Bucket: bucket, Key: key });
    try {
      const object = await this.#client.send(command, { ...(signal && { abortSignal: signal }) });
      return {
        chunks: guardChunks(location, object.Body as AsyncIterable<Uint8Array>),
        sizeBytes: object.ContentLength,
      };
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      if (name === 'NoSuchKey' || name === 'NoSuchBucket' || name === 'NotFound') throw sourceMissing(location, error);
      if (name === 'AccessDenied' || name === 'CredentialsProviderError') throw sourceForbidden(location, error);
      throw sourceUnavailable(location, error);
    }
  }
}

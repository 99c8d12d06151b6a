import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { storeUnavailable } from '../../../domain/errors.ts';
import type { ExportTarget } from '../../../ports/export-target.ts';

/**
 * Uploads an export to a bucket, in parts of 5 MiB, because its length is not known beforehand. The 10,000 parts that
 * S3 allows have 52 GB. The object appears when the upload is complete. If the upload fails, the bucket's lifecycle rule
 * deletes the parts a day later.
 */
export class S3ExportTarget implements ExportTarget {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;

  /** @param prefix the prefix of all keys, such as `exports/` */
  constructor(client: S3Client, bucket: string, prefix: string) {
    this.#client = client;
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  async write(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const body = Readable.from(chunks);
    const object = { Bucket: this.#bucket, Key: this.#prefix + name, Body: body, ContentType: 'application/gzip' };
    try {
      // The function has no permission to abort an upload.
      await new Upload({ client: this.#client, params: object, leavePartsOnError: true }).done();
    } catch (error) {
      throw body.errored ?? storeUnavailable(error);
    }
  }
}

import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { storeUnavailable } from '../../../domain/errors.ts';
import type { ExportTarget } from '../../../ports/export-target.ts';

/** S3 demands at least 5 MiB for each part but the last. With this size, the 10,000 parts of an upload have 84 GB. */
const PART_BYTES = 8_388_608;

/**
 * Uploads an export to a bucket, part by part, because its length is not known beforehand. The object appears when the
 * upload is complete. If the upload fails, the bucket's lifecycle rule deletes the parts a day later.
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
    const object = { Bucket: this.#bucket, Key: this.#prefix + name };
    const create = new CreateMultipartUploadCommand({ ...object, ContentType: 'application/gzip' });
    const { UploadId } = await translated(this.#client.send(create));
    const upload = { ...object, UploadId };
    const parts: { PartNumber: number; ETag: string | undefined }[] = [];
    for await (const bytes of partsOf(chunks)) {
      const number = { PartNumber: parts.length + 1 };
      const command = new UploadPartCommand({ ...upload, ...number, Body: bytes });
      const { ETag } = await translated(this.#client.send(command));
      parts.push({ ...number, ETag });
    }
    const complete = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } });
    await translated(this.#client.send(complete));
  }
}

/** Joins chunks into parts. There is at least one part, which may be empty, because S3 refuses an upload without one. */
async function* partsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes < PART_BYTES) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
  }
  yield Buffer.concat(waiting);
}

async function translated<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw storeUnavailable(error);
  }
}

import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { storeUnavailable } from '../../../domain/errors.ts';
import type { SearchSnapshotStore } from '../../../ports/search-snapshot-store.ts';

/**
 * Stores snapshots as objects in a bucket. No reader sees a partial snapshot, because S3 never shows a partial object.
 */
export class S3SearchSnapshotStore implements SearchSnapshotStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;

  /** @param prefix the prefix of all keys, such as `snapshots/` */
  constructor(client: S3Client, bucket: string, prefix: string) {
    this.#client = client;
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  async put(name: string, bytes: Uint8Array): Promise<void> {
    const command = new PutObjectCommand({
      ...this.#object(name),
      Body: bytes,
      ContentType: 'application/octet-stream',
    });
    await translated(this.#client.send(command));
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    try {
      const { Body: body } = await this.#client.send(new GetObjectCommand(this.#object(name)));
      return await body?.transformToByteArray();
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
      throw storeUnavailable(error);
    }
  }

  async list(): Promise<readonly string[]> {
    const names: string[] = [];
    let token: string | undefined;
    do {
      const command: ListObjectsV2Command = new ListObjectsV2Command({
        Bucket: this.#bucket,
        Prefix: this.#prefix,
        ...(token !== undefined && { ContinuationToken: token }),
      });
      const page = await translated(this.#client.send(command));
      names.push(...(page.Contents ?? []).flatMap(({ Key: key }) => (key ? [key.slice(this.#prefix.length)] : [])));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return names.sort();
  }

  async remove(name: string): Promise<void> {
    await translated(this.#client.send(new DeleteObjectCommand(this.#object(name))));
  }

  #object(name: string) {
    return { Bucket: this.#bucket, Key: this.#prefix + name };
  }
}

async function translated<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw storeUnavailable(error);
  }
}

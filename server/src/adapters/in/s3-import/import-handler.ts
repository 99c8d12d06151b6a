import type { S3Event } from 'aws-lambda';
import type { ImportCounts, ImportFilms } from '../../../application/films/import-films.ts';
import type { ImportSource } from '../../../ports/import-source.ts';
import { readRows } from '../import-file/read-rows.ts';

export type ImportHandler = (event: S3Event) => Promise<readonly Readonly<ImportCounts>[]>;

/**
 * Imports each object that S3 tells of, one after the other. Idempotent, so that S3 telling twice, or Lambda trying
 * again after a failure, does no harm.
 */
export function createImportHandler(source: ImportSource, films: ImportFilms): ImportHandler {
  return async (event) => {
    const results = [];
    for (const { s3 } of event.Records) {
      // Keys arrive form-encoded: docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
      const key = decodeURIComponent(s3.object.key.replaceAll('+', ' '));
      const { chunks } = await source.open(`s3://${s3.bucket.name}/${key}`);
      const nobody = { onRowLeftAside: () => undefined, onProgress: () => undefined };
      results.push(await films.execute(readRows(chunks), nobody));
    }
    return results;
  };
}

import type { S3Event } from 'aws-lambda';
import type { ImportFilms } from '../../../application/films/import-films.ts';
import type { ImportCounts, ImportListener } from '../../../application/films/import-run.ts';
import type { RebuildSnapshot } from '../../../application/search/rebuild-snapshot.ts';
import type { ImportSource } from '../../../ports/import-source.ts';
import type { Observer } from '../../../ports/observer.ts';
import { readRows } from '../import-file/read-rows.ts';

export type ImportHandler = (event: S3Event) => Promise<readonly Readonly<ImportCounts>[]>;

export type ImportHandlerDeps = {
  readonly source: ImportSource;
  readonly films: ImportFilms;
  readonly rebuild: RebuildSnapshot;
  readonly observer: Observer;
};

/** How many rows of a file are logged one by one that were not imported. The counts include all of them. */
const LOGGED_ROWS = 20;

/**
 * Imports the objects that the event names, one after the other. It is idempotent, so an event that arrives twice, or that Lambda
 * retries after a failure, does no harm. Nobody waits for an answer, so the counts are logged.
 */
export function createImportHandler({ source, films, rebuild, observer }: ImportHandlerDeps): ImportHandler {
  return async (event) => {
    const results = [];
    for (const { s3 } of event.Records) {
      // Keys arrive form-encoded: docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
      const key = decodeURIComponent(s3.object.key.replaceAll('+', ' '));
      const location = `s3://${s3.bucket.name}/${key}`;
      const { chunks } = await source.open(location);
      const { counts, findable } = await films.execute(readRows(chunks), rowLogger(location, observer));
      observer.observe({ type: 'import-finished', location, counts: { ...counts }, findable });
      results.push(counts);
    }
    // A large import has built a snapshot. This call builds the first snapshot, and one after enough edits and small imports.
    await rebuild.executeWhenDue();
    return results;
  };
}

function rowLogger(location: string, observer: Observer): ImportListener {
  let logged = 0;
  return {
    onRowLeftAside: (row, outcome, reason) => {
      logged += 1;
      if (logged <= LOGGED_ROWS) observer.observe({ type: 'import-row-left-aside', location, row, outcome, reason });
    },
    onProgress: () => undefined,
  };
}

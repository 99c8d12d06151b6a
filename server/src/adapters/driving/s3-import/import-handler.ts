import type { S3Event } from 'aws-lambda';
import type { ImportFilms } from '../../../application/films/import-films.ts';
import type { ImportCounts, ImportListener } from '../../../application/films/import-outcomes.ts';
import { keepImportReport } from '../../../application/films/keep-import-report.ts';
import type { RebuildSnapshot } from '../../../application/search/rebuild-snapshot.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { ImportReports } from '../../../ports/import-reports.ts';
import type { ImportSource } from '../../../ports/import-source.ts';
import type { Observer } from '../../../ports/observer.ts';
import { readRows } from '../import-file/read-rows.ts';

export type ImportHandler = (event: S3Event) => Promise<readonly Readonly<ImportCounts>[]>;

export type ImportHandlerDeps = {
  readonly source: ImportSource;
  readonly films: ImportFilms;
  readonly rebuild: Pick<RebuildSnapshot, 'executeWhenDue'>;
  readonly reports: Pick<ImportReports, 'add'>;
  readonly clock: Clock;
  readonly observer: Observer;
};

/**
 * For each file, at most this many rows that were not imported are logged one by one. The counts include all such rows.
 */
const LOGGED_ROWS = 20;

/**
 * Imports the objects that the event names, one after the other. Importing an object again does no harm, so an event
 * may arrive twice, and Lambda may retry it after a failure. Nobody waits for an answer, so the counts are logged.
 */
export function createImportHandler(deps: ImportHandlerDeps): ImportHandler {
  const { source, films, rebuild, reports, clock, observer } = deps;
  return async (event) => {
    const results = [];
    for (const { s3 } of event.Records) {
      // Keys arrive form-encoded: docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
      const key = decodeURIComponent(s3.object.key.replaceAll('+', ' '));
      const location = `s3://${s3.bucket.name}/${key}`;
      const startedMs = clock.monotonicMs();
      try {
        const { chunks } = await source.open(location);
        const { counts, findable, quality } = await films.execute(readRows(chunks), rowLogger(location, observer));
        const cleaned = Object.fromEntries(quality.map(({ rule, count }) => [rule, count]));
        const tookMs = Math.round(clock.monotonicMs() - startedMs);
        observer.observe({ type: 'import-finished', location, counts: { ...counts }, cleaned, findable, tookMs });
        await keepImportReport(reports, deps, { location, tookMs, counts, quality });
        results.push(counts);
      } catch (error) {
        observer.observe({ type: 'import-failed', location, error });
        throw error;
      }
    }
    // A large import has already built a snapshot. This call builds one if there is none yet, or if edits and small
    // imports have made a new one due.
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

import type { Clock } from '../../ports/clock.ts';
import type { ImportReports } from '../../ports/import-reports.ts';
import type { Observer } from '../../ports/observer.ts';
import type { ImportCounts } from './import-outcomes.ts';
import type { RuleCount } from './quality-tally.ts';
import { safeLocation } from './safe-location.ts';

/** What an import that has ended reports. */
export type EndedImport = {
  readonly location: string;
  readonly tookMs: number;
  readonly counts: Readonly<ImportCounts>;
  readonly quality: readonly RuleCount[];
};

/**
 * Keeps the report of an import for the status page. A failure is only reported, because the films are stored
 * by then.
 */
export async function keepImportReport(
  reports: Pick<ImportReports, 'add'>,
  { clock, observer }: { readonly clock: Clock; readonly observer: Observer },
  { location, tookMs, counts, quality }: EndedImport,
): Promise<void> {
  const safe = safeLocation(location);
  try {
    await reports.add({
      location: safe,
      finishedAtMs: clock.nowMs(),
      tookMs: Math.round(tookMs),
      counts: { ...counts },
      cleaned: Object.fromEntries(quality.map(({ rule, count }) => [rule, count])),
    });
  } catch (error) {
    observer.observe({ type: 'import-report-lost', location: safe, error });
  }
}

/** The result of an import that has ended. It contains no text from the file. */
export type ImportReport = {
  /** The file, without anything that may be secret: see safeLocation in application/films/safe-location.ts. */
  readonly location: string;
  /** In milliseconds since the epoch. */
  readonly finishedAtMs: number;
  readonly tookMs: number;
  /** The number of rows, and how many of them had each outcome. */
  readonly counts: Readonly<Record<string, number>>;
  /** How often each rule of the import applied, by the rule's id. Rules that did not apply are left out. */
  readonly cleaned: Readonly<Record<string, number>>;
};

/** The number of reports that are kept. */
export const KEPT_IMPORT_REPORTS = 5;

/** The results of the last imports. They are kept beside the films, so that every process can read them. */
export interface ImportReports {
  /** Adds a report, and removes the oldest ones. */
  add(report: ImportReport): Promise<void>;

  /** @returns the reports, the newest first */
  recent(): Promise<readonly ImportReport[]>;
}

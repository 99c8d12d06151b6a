/** Requests a new snapshot. An instance requests one if the current snapshot is too old or unusable. */
export interface SnapshotRebuild {
  /**
   * Returns at once and never fails. Does nothing while a snapshot is being built, and for a while after a build that failed.
   *
   * @param onPublished called when this process has published a snapshot, or has found that another process did. Requests are
   * ignored until its promise settles; otherwise a refresh that began before would request the same again.
   */
  request(onPublished: () => Promise<void>): void;
}

/** Where an instance that finds the current snapshot too far behind says so. */
export interface SnapshotRebuild {
  /**
   * Returns at once and never fails; asking again while one is being built does nothing.
   *
   * @param onPublished called when this process has published a snapshot, or has found that another one did
   */
  request(onPublished: () => void): void;
}

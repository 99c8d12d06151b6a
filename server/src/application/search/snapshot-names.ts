/** Names sort by the time at which the scan of the films began. */
export function nameAt(watermarkMs: number): string {
  return `films-${String(watermarkMs).padStart(15, '0')}`;
}

/** The name under which the synopses of a snapshot are stored. It sorts directly after the snapshot. */
export function synopsesOf(snapshot: string): string {
  return `${snapshot}-synopses`;
}

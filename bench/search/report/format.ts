/** Formats microseconds with about three digits, for example as "45 µs", "1.2 ms" or "340 ms". */
export function formatMicros(micros: number): string {
  if (micros < 1000) return `${String(Math.round(micros))} µs`;
  return micros < 10_000 ? `${(micros / 1000).toFixed(1)} ms` : `${String(Math.round(micros / 1000))} ms`;
}

export function formatMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** @param share 0 to 1 */
export function formatShare(share: number): string {
  return share === 1 ? '1' : share.toFixed(4).replace(/0+$/, '').replace(/\.$/, '.0');
}

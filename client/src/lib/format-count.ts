/**
 * A whole number with commas between its thousands. `toLocaleString` gives the same, but takes 20 to 70 ms on its first
 * call.
 */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

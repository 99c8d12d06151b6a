/**
 * Formats a whole number with commas between its thousands. `toLocaleString` gives the same text, but its first call
 * takes 20 to 70 ms.
 */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

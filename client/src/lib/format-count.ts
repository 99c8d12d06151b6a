/**
 * Formats a whole number with commas between its thousands. `toLocaleString` gives the same text, but its first call
 * takes 20 to 70 ms.
 */
export function formatCount(count: number): string {
  // eslint-disable-next-line regexp/no-super-linear-move -- a number has at most 21 digits
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A whole number with commas between its thousands. `toLocaleString` says the same, and takes 20 to 70 ms the first time. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

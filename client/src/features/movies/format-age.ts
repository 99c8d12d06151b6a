/** An age in its largest whole unit, such as `34 s`. */
export function formatAge(sec: number): string {
  if (sec < 60) return `${String(Math.floor(sec))} s`;
  if (sec < 3_600) return `${String(Math.floor(sec / 60))} min`;
  return `${String(Math.floor(sec / 3_600))} h`;
}

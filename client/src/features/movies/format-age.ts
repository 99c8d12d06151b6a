const JUST_NOW_SEC = 5;

/** An age in its largest whole unit, such as `34 s`; `undefined` if it is too short to matter. */
export function formatAge(sec: number): string | undefined {
  if (sec < JUST_NOW_SEC) return undefined;
  if (sec < 60) return `${String(Math.floor(sec))} s`;
  if (sec < 3_600) return `${String(Math.floor(sec / 60))} min`;
  return `${String(Math.floor(sec / 3_600))} h`;
}

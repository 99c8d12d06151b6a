import { texts } from './texts.ts';

const JUST_NOW_SEC = 5;

/** An age in its largest whole unit, such as `34 s`; `undefined` if it is too short to matter. */
export function formatAge(sec: number): string | undefined {
  if (sec < JUST_NOW_SEC) return undefined;
  if (sec < 60) return texts.ages.seconds(Math.floor(sec));
  if (sec < 3_600) return texts.ages.minutes(Math.floor(sec / 60));
  return texts.ages.hours(Math.floor(sec / 3_600));
}

/** A bar of a chart, in units of the chart's drawing. */
type Bar = { readonly x: number; readonly width: number; readonly height: number };

type Period = { readonly startMs: number; readonly value: number };

/** A value of 0 is drawn too, because it differs from a period without a value. */
const LEAST_HEIGHT = 1;

/**
 * Places a bar for each period on a drawing.
 *
 * @param top the value of a bar of full height
 */
export function barsOf(
  periods: readonly Period[],
  top: number,
  time: { readonly fromMs: number; readonly untilMs: number; readonly periodMs: number },
  drawing: { readonly width: number; readonly height: number },
): Bar[] {
  const perMs = drawing.width / (time.untilMs - time.fromMs);
  return periods.flatMap(({ startMs, value }) => {
    const from = Math.max(startMs, time.fromMs);
    const until = Math.min(startMs + time.periodMs, time.untilMs);
    if (until <= from) return [];
    const height = Math.max(LEAST_HEIGHT, (Math.min(value, top) / top) * drawing.height);
    return [{ x: (from - time.fromMs) * perMs, width: (until - from) * perMs, height }];
  });
}

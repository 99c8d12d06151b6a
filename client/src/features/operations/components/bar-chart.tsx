import { barsOf } from '../bars.ts';
import { formatTime } from '../format-time.ts';
import './bar-chart.css';

const DRAWING = { width: 600, height: 120 };

type BarChartProps = {
  readonly title: string;
  /** What the chart shows, in a sentence. */
  readonly summary: string;
  readonly periods: readonly { readonly startMs: number; readonly value: number }[];
  /** The value at the upper edge, and its text. */
  readonly top: { readonly value: number; readonly text: string };
  readonly time: { readonly fromMs: number; readonly untilMs: number; readonly periodMs: number };
};

/** A chart over time. Its caption sums it up, and its values are in a table beside it, so the drawing is only for the eye. */
export function BarChart({ title, summary, periods, top, time }: BarChartProps) {
  return (
    <figure className="bar-chart">
      <figcaption>
        <h3 className="heading-3">{title}</h3>
        <p>{summary}</p>
      </figcaption>
      <span className="bar-chart-top" aria-hidden="true">
        {top.text}
      </span>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${String(DRAWING.width)} ${String(DRAWING.height)}`}
        preserveAspectRatio="none"
      >
        {barsOf(periods, top.value, time, DRAWING).map(({ x, width, height }) => (
          <rect key={x} x={x} y={DRAWING.height - height} width={width} height={height} />
        ))}
      </svg>
      <div className="bar-chart-times" aria-hidden="true">
        {[time.fromMs, (time.fromMs + time.untilMs) / 2, time.untilMs].map((ms) => (
          <span key={ms}>{formatTime(ms)}</span>
        ))}
      </div>
    </figure>
  );
}

import type { Status } from '../../../lib/api-types.gen.ts';
import { formatCount } from '../../../lib/format-count.ts';
import { formatTime } from '../format-time.ts';
import { percent, texts } from '../texts.ts';
import { BarChart } from './bar-chart.tsx';
import { Facts, StatusCard } from './status-card.tsx';
import { StatusTable } from './status-table.tsx';

type Movies = Status['movies'];

type MoviesStatusProps = { readonly movies: Movies; readonly atMs: number };

/** The breaker, and what the movies cache saved over time. */
export function MoviesStatus({ movies, atMs }: MoviesStatusProps) {
  const { covers, state, periods, breakerOpened, recentSec = 0 } = movies;
  const opened = breakerOpened === undefined ? '' : ` ${texts.movies.opened(breakerOpened, recentSec)}`;
  return (
    <StatusCard title={texts.movies.title} className="status-wide">
      <Facts entries={[[texts.movies.breaker, texts.movies.states[state] + opened]]} />
      {periods === null && <p>{texts.movies.unread}</p>}
      {periods?.length === 0 && <p>{texts.movies.none(recentSec)}</p>}
      {periods !== null && periods.length > 0 && <Charts movies={movies} periods={periods} atMs={atMs} />}
      {periods !== null && <p className="status-quiet">{texts.movies.covers[covers]}</p>}
    </StatusCard>
  );
}

type Periods = NonNullable<Movies['periods']>;

function Charts({ movies, periods, atMs }: MoviesStatusProps & { readonly periods: Periods }) {
  const { periodSec = 60, recentSec = 0 } = movies;
  const time = { fromMs: atMs - recentSec * 1_000, untilMs: atMs, periodMs: periodSec * 1_000 };
  const total = (of: 'answers' | 'hits' | 'saved') => periods.reduce((sum, period) => sum + period[of], 0);
  const most = Math.max(1, ...periods.map(({ saved }) => saved));
  const pointsOf = (value: (period: Periods[number]) => number) =>
    periods.map((period) => ({ startMs: Date.parse(period.start), value: value(period) }));
  return (
    <>
      <div className="status-charts">
        <BarChart
          title={texts.movies.hitRate}
          summary={texts.movies.summaryOfRate(total('hits') / total('answers'), total('answers'))}
          periods={pointsOf(({ hits, answers }) => hits / answers)}
          top={{ value: 1, text: percent(1) }}
          time={time}
        />
        <BarChart
          title={texts.movies.saved}
          summary={texts.movies.summaryOfSaved(total('saved'), total('answers'))}
          periods={pointsOf(({ saved }) => saved)}
          top={{ value: most, text: formatCount(most) }}
          time={time}
        />
      </div>
      <details>
        <summary>{texts.movies.table}</summary>
        <StatusTable
          label={texts.movies.title}
          columns={texts.movies.columns}
          rows={periods.map(({ start, answers, hits, saved }) => [
            formatTime(start),
            ...[answers, hits, saved].map(formatCount),
          ])}
        />
      </details>
    </>
  );
}

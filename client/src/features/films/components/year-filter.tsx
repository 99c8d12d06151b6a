import Slider from '@mui/material/Slider';
import { useEffect, useEffectEvent, useId, useState } from 'react';
import type { FacetCount } from '../api/catalogue.ts';
import { decadeBars, decadeSpan } from '../decade-bars.ts';
import { Themed } from '../../../components/mui/themed.tsx';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.tsx';
import { texts } from '../texts.ts';
import { FilterGroup } from './filter-group.tsx';
import '../../../components/ui/select.css';
import './year-filter.css';

/**
 * A user who presses an arrow key several times, or holds it, wants the year at which they stop. After this pause, all
 * presses become one request.
 */
const KEYS_PAUSE_MS = 400;
const BAR = 20;
const HIGH = 72;

type Years = { readonly yearFrom: number | undefined; readonly yearTo: number | undefined };

type YearFilterProps = {
  /** The number of films per decade that match all other filters. */
  readonly counts: readonly FacetCount[];
  /**
   * The number of films per decade in the whole catalogue. The chart has a bar for each of these decades, so that the
   * bars do not move while the user types.
   */
  readonly catalogue: readonly FacetCount[];
  /** Year of the newest film. */
  readonly lastYear: number;
  readonly yearFrom: number | undefined;
  readonly yearTo: number | undefined;
  readonly onChange: (years: Years) => void;
  /** Called instead of `onChange` if the user moved a thumb with the keyboard. */
  readonly onMove: (years: Years) => void;
};

/**
 * A bar for each decade, and two thumbs for the first and the last year. The thumbs work by mouse, touch and keyboard
 * (arrow keys move a thumb by a year, Shift or Page keys by a decade). A click on a bar selects the decade of the bar.
 * The Tab key skips the bars, and leads to a list of the decades instead.
 */
export function YearFilter({ counts, catalogue, lastYear, yearFrom, yearTo, onChange, onMove }: YearFilterProps) {
  const span = decadeSpan(catalogue);
  const hint = useId();
  const [moving, setMoving] = useState<readonly [number, number]>();
  const [keyed, setKeyed] = useState<readonly [number, number]>();
  const [first, last] = span ? [span[0], Math.max(lastYear, span[1])] : [0, 0];
  const [from, to] = moving ?? [clamp(yearFrom ?? first, first, last), clamp(yearTo ?? last, first, last)];
  const commit = (low: number, high: number, report = onChange) => {
    setMoving(undefined);
    setKeyed(undefined);
    report({ yearFrom: low > first ? low : undefined, yearTo: high < last ? high : undefined });
  };
  const commitKeyed = useEffectEvent((years: readonly [number, number]) => {
    commit(...years, onMove);
  });
  useEffect(() => {
    if (!keyed) return;
    const timer = setTimeout(() => {
      commitKeyed(keyed);
    }, KEYS_PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [keyed]);
  if (!span) return null;
  const bars = decadeBars(counts, span[0], span[1]);
  const endOf = (decade: number) => Math.min(decade + 9, last);
  return (
    <FilterGroup title={texts.filters.years}>
      <div className="year-filter">
        <div className="year-filter-span">
          <span>{from}</span>
          <span>{to}</span>
        </div>
        <div className="year-filter-chart">
          <DecadeChart
            bars={bars}
            from={from}
            to={to}
            onChoose={(decade) => {
              if (from === decade && to === endOf(decade)) commit(first, last);
              else commit(decade, endOf(decade));
            }}
          />
          <Themed>
            <Slider
              value={[from, to]}
              min={first}
              max={last}
              step={1}
              shiftStep={10}
              size="small"
              disableSwap
              getAriaLabel={(index) => (index === 0 ? texts.filters.firstYear : texts.filters.lastYear)}
              getAriaValueText={String}
              onChange={(_event, value) => {
                setMoving(pairOf(value));
              }}
              onChangeCommitted={({ type }, value) => {
                if (type === 'keydown' || type === 'change') setKeyed(pairOf(value));
                else commit(...pairOf(value));
              }}
              onBlur={() => {
                if (keyed) commit(...keyed, onMove);
              }}
              slotProps={{ input: { 'aria-describedby': hint } }}
              sx={{ display: 'block', py: 1.5, '& .MuiSlider-thumb': { width: 20, height: 20 } }}
            />
          </Themed>
        </div>
        <VisuallyHidden id={hint}>{texts.filters.yearKeys}</VisuallyHidden>
        <DecadeSelect
          decades={bars.map(({ decade }) => decade)}
          chosen={bars.find(({ decade }) => from === decade && to === endOf(decade))?.decade}
          onChoose={(decade) => {
            if (decade === undefined) commit(first, last, onMove);
            else commit(decade, endOf(decade), onMove);
          }}
        />
      </div>
    </FilterGroup>
  );
}

type DecadeChartProps = {
  readonly bars: ReturnType<typeof decadeBars>;
  readonly from: number;
  readonly to: number;
  readonly onChoose: (decade: number) => void;
};

function DecadeChart({ bars, from, to, onChoose }: DecadeChartProps) {
  return (
    <svg
      viewBox={`0 0 ${String(bars.length * BAR)} ${String(HIGH)}`}
      preserveAspectRatio="none"
      aria-hidden
      focusable="false"
    >
      {bars.map(({ decade, count, height }, index) => (
        <g
          key={decade}
          onClick={() => {
            onChoose(decade);
          }}
        >
          <title>{texts.filters.decade(decade, count)}</title>
          <rect
            x={index * BAR + 2}
            width={BAR - 4}
            y={HIGH - HIGH * height}
            height={HIGH * height}
            data-in={decade + 9 >= from && decade <= to ? '' : undefined}
          />
          <rect data-hit="" x={index * BAR} width={BAR} y={0} height={HIGH} />
        </g>
      ))}
    </svg>
  );
}

type DecadeSelectProps = {
  /** Their first years. */
  readonly decades: readonly number[];
  /** `undefined` if the chosen years are not a decade. */
  readonly chosen: number | undefined;
  readonly onChoose: (decade: number | undefined) => void;
};

function DecadeSelect({ decades, chosen, onChoose }: DecadeSelectProps) {
  return (
    <select
      className="select"
      aria-label={texts.filters.chooseDecade}
      value={chosen ?? ''}
      onChange={({ target: { value } }) => {
        onChoose(value === '' ? undefined : Number(value));
      }}
    >
      <option value="">{texts.filters.anyDecade}</option>
      {decades.map((decade) => (
        <option key={decade} value={decade}>
          {texts.decade(decade)}
        </option>
      ))}
    </select>
  );
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function pairOf(value: number | readonly number[]): [number, number] {
  const [low = 0, high = 0] = typeof value === 'number' ? [value, value] : value;
  return [low, high];
}

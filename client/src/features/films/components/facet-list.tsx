import { useEffect, useRef, useState } from 'react';
import type { FacetCount } from '../api/catalogue.ts';
import { Button } from '../../../components/ui/button.tsx';
import { Icon } from '../../../components/ui/icon.tsx';
import { isSameName } from '../../../lib/is-same-name.ts';
import { formatCount } from '../../../lib/format-count.ts';
import { texts } from '../texts.ts';
import './facet-list.css';

type FacetListProps = {
  readonly label: string;
  /** Most frequent first. */
  readonly counts: readonly FacetCount[];
  readonly chosen: readonly string[];
  /** How many values are shown before the user asks for more. */
  readonly atFirst: number;
  readonly onToggle: (value: string) => void;
  /** Called when the user excludes films with the value. Default: the user cannot exclude them. */
  readonly onExclude?: (value: string) => void;
};

/**
 * Values to filter by. Next to each value is the number of films that are left if it is chosen. Chosen values come
 * first.
 */
export function FacetList({ label, counts, chosen, atFirst, onToggle, onExclude }: FacetListProps) {
  const [isLong, setIsLong] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  // A rare value disappears from the list when it is no longer chosen, and the focus is lost with it. The first value
  // then gets the focus.
  const [isToggled, setIsToggled] = useState(false);
  useEffect(() => {
    if (isToggled && document.activeElement === document.body) list.current?.querySelector('button')?.focus();
  }, [isToggled, chosen]);
  const others = counts.filter(({ value }) => !chosen.some((other) => isSameName(value, other)));
  const countOf = (name: string) => counts.find(({ value }) => isSameName(value, name))?.count;
  const all = [...chosen.map((value) => ({ value, count: countOf(value) })), ...others];
  const shown = isLong ? all : all.slice(0, Math.max(atFirst, chosen.length));
  return (
    <>
      <ul className="plain-list facet-list" aria-label={label} ref={list}>
        {shown.map(({ value, count }) => (
          <li key={value}>
            <button
              type="button"
              aria-pressed={chosen.includes(value)}
              onClick={() => {
                setIsToggled(true);
                onToggle(value);
              }}
            >
              <span className="facet-value" dir="auto">
                {value}
              </span>
              {chosen.includes(value) && <Icon name="check" />}
              <span className="facet-count">{count !== undefined && formatCount(count)}</span>
            </button>
            {onExclude && (
              <button
                type="button"
                className="facet-exclude"
                aria-label={texts.filters.exclude(value)}
                title={texts.filters.exclude(value)}
                onClick={() => {
                  setIsToggled(true);
                  onExclude(value);
                }}
              >
                <Icon name="exclude" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {all.length > shown.length || isLong ? (
        <Button
          size="small"
          aria-expanded={isLong}
          onClick={() => {
            setIsLong(!isLong);
          }}
        >
          {isLong ? texts.filters.showFewer(label) : texts.filters.showMore(all.length - shown.length, label)}
        </Button>
      ) : null}
    </>
  );
}

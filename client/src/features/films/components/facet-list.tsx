import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
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
 * first. The whole list is one stop for the Tab key. The arrow keys go through the values, and from a value to the button
 * that excludes it.
 */
export function FacetList({ label, counts, chosen, atFirst, onToggle, onExclude }: FacetListProps) {
  const [isLong, setIsLong] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  // A value that is excluded, or a rare one that is no longer chosen, disappears from the list, and the focus is lost
  // with it. The value that is now in its place then gets the focus.
  const toggledAt = useRef<number>(undefined);
  const focusAt = (index: number) => {
    const rows = list.current?.children;
    rows?.[Math.min(index, rows.length - 1)]?.querySelector('button')?.focus();
  };
  useEffect(() => {
    if (toggledAt.current === undefined || document.activeElement !== document.body) return;
    focusAt(toggledAt.current);
    toggledAt.current = undefined;
  }, [chosen, counts]);
  const others = counts.filter(({ value }) => !chosen.some((other) => isSameName(value, other)));
  const countOf = (name: string) => counts.find(({ value }) => isSameName(value, name))?.count;
  const all = [...chosen.map((value) => ({ value, count: countOf(value) })), ...others];
  const limit = Math.max(atFirst, chosen.length);
  const shown = isLong ? all : all.slice(0, limit);
  const [last, setLast] = useState<string>();
  const tabStop = shown.some(({ value }) => value === last) ? last : shown[0]?.value;
  return (
    <>
      <ul className="plain-list facet-list" aria-label={label} ref={list} onKeyDown={moveByArrow}>
        {shown.map(({ value, count }, index) => (
          <li
            key={value}
            onFocus={() => {
              setLast(value);
            }}
          >
            <button
              type="button"
              tabIndex={value === tabStop ? 0 : -1}
              aria-pressed={chosen.includes(value)}
              onClick={() => {
                toggledAt.current = index;
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
                tabIndex={-1}
                title={texts.filters.exclude(value)}
                onClick={() => {
                  toggledAt.current = index;
                  onExclude(value);
                }}
              >
                <Icon name="exclude" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {all.length > limit && (
        <Button
          size="small"
          aria-expanded={isLong}
          onClick={() => {
            flushSync(() => {
              setIsLong(!isLong);
            });
            // The new values come before the button, which has moved off the screen.
            if (!isLong) focusAt(limit);
          }}
        >
          {isLong ? texts.filters.showFewer(label) : texts.filters.showMore(all.length - shown.length, label)}
        </Button>
      )}
    </>
  );
}

/** Moves the focus between the rows of the list, and between the buttons of a row. */
function moveByArrow(event: KeyboardEvent<HTMLUListElement>): void {
  const { key, target, ctrlKey, altKey, metaKey, shiftKey } = event;
  const button = target instanceof Element ? target.closest('button') : null;
  const row = button?.parentElement;
  if (!row || ctrlKey || altKey || metaKey || shiftKey) return;
  const column = [...row.children].indexOf(button);
  const next = {
    ArrowDown: row.nextElementSibling?.children[column],
    ArrowUp: row.previousElementSibling?.children[column],
    ArrowRight: row.children[column + 1],
    ArrowLeft: row.children[column - 1],
  }[key];
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}

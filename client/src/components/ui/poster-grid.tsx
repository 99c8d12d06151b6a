import type { ComponentProps, KeyboardEvent } from 'react';
import './poster-grid.css';

type PosterGridProps = Omit<ComponentProps<'ul'>, 'className'> & {
  /** Whether the posters still belong to an earlier search, because the answer to the latest search is late. */
  readonly isLate: boolean;
};

/** A list of posters in as many columns as fit. The arrow keys go from one to the next. */
export function PosterGrid({ isLate, ...list }: PosterGridProps) {
  return <ul className="plain-list poster-grid" data-late={isLate || undefined} onKeyDown={moveByArrow} {...list} />;
}

function moveByArrow(event: KeyboardEvent<HTMLUListElement>): void {
  const { key, target, currentTarget, ctrlKey, altKey, metaKey, shiftKey } = event;
  if (!key.startsWith('Arrow') || ctrlKey || altKey || metaKey || shiftKey) return;
  const cards = [...currentTarget.querySelectorAll<HTMLElement>('[data-card]')];
  const at = cards.findIndex((card) => card === target);
  if (at < 0) return;
  // A card that rises under the pointer does not move its list item.
  const topOf = (card: HTMLElement | undefined) => card?.closest('li')?.offsetTop;
  const secondRow = cards.findIndex((card) => topOf(card) !== topOf(cards[0]));
  const columns = secondRow < 0 ? cards.length : secondRow;
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[key] ?? 0;
  // Beyond the first and the last row, the key scrolls the page as usual.
  const next = cards[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

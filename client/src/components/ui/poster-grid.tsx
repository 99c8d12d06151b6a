import type { ComponentProps } from 'react';
import './poster-grid.css';

type PosterGridProps = Omit<ComponentProps<'ul'>, 'className'> & {
  /** Whether the posters answer an earlier search, and have done so for a while. */
  readonly isLate: boolean;
};

/** Posters in as many columns as fit. */
export function PosterGrid({ isLate, ...list }: PosterGridProps) {
  return <ul className="plain-list poster-grid" data-late={isLate || undefined} {...list} />;
}

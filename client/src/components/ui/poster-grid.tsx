import type { ComponentProps } from 'react';
import './poster-grid.css';

type PosterGridProps = Omit<ComponentProps<'ul'>, 'className'> & {
  /** Whether the posters still belong to an earlier search, because the answer to the latest search is late. */
  readonly isLate: boolean;
};

/** A list of posters in as many columns as fit. */
export function PosterGrid({ isLate, ...list }: PosterGridProps) {
  return <ul className="plain-list poster-grid" data-late={isLate || undefined} {...list} />;
}

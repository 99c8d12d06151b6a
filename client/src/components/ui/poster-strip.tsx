import type { ComponentProps } from 'react';
import './poster-grid.css';

/** Posters in one row that scrolls sideways if they do not fit. */
export function PosterStrip(props: Omit<ComponentProps<'ul'>, 'className'>) {
  return <ul className="poster-strip" {...props} />;
}

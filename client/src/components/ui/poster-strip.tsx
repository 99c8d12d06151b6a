import type { ComponentProps } from 'react';
import './poster-grid.css';

/** A list of posters in one row, which scrolls sideways if they do not fit. */
export function PosterStrip(props: Omit<ComponentProps<'ul'>, 'className'>) {
  return <ul className="poster-strip" {...props} />;
}

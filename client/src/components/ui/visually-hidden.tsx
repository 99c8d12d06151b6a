import type { ComponentProps } from 'react';

/** Read aloud, but not visible. */
export function VisuallyHidden(props: Omit<ComponentProps<'span'>, 'className'>) {
  return <span className="visually-hidden" {...props} />;
}

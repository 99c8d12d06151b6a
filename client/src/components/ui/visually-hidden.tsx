import type { ComponentProps } from 'react';

/** Read aloud, not seen. */
export function VisuallyHidden(props: Omit<ComponentProps<'span'>, 'className'>) {
  return <span className="visually-hidden" {...props} />;
}

import type { ComponentProps } from 'react';

/** Text that screen readers read aloud but that is not visible. */
export function VisuallyHidden(props: Omit<ComponentProps<'span'>, 'className'>) {
  return <span className="visually-hidden" {...props} />;
}

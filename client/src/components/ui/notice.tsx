import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { useHeadingFocus } from './use-heading-focus.ts';
import './notice.css';

type NoticeProps = {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons and links that let the user act on the notice. */
  readonly actions?: ReactNode;
  readonly role?: 'alert' | 'status';
  /**
   * `h1` if the notice is the whole page. The notice then takes the focus, as the heading of any page does. Default:
   * `h2`.
   */
  readonly heading?: 'h1' | 'h2';
};

/** Says why there is nothing to see here, and what the user can do. */
export function Notice({ title, children, actions, role, heading: Heading = 'h2' }: NoticeProps) {
  // The heading gets the focus again whenever this name changes. The title would not do as a name: it changes from an
  // error to "offline" while the focus may be on a button.
  const focused = useHeadingFocus(useLocation().pathname);
  return (
    <div role={role} className="notice">
      <Heading className="heading-2" {...(Heading === 'h1' && { ref: focused, tabIndex: -1 })}>
        {title}
      </Heading>
      <div className="notice-text">{children}</div>
      {actions !== undefined && <div className="notice-actions">{actions}</div>}
    </div>
  );
}

import type { ReactNode } from 'react';
import './notice.css';

type NoticeProps = {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons and links: what can be done about it. */
  readonly actions?: ReactNode;
  readonly role?: 'alert' | 'status';
  /** `h1` where it stands for the whole page. Default: `h2`. */
  readonly heading?: 'h1' | 'h2';
};

/** Tells why there is nothing to see here, and what can be done. */
export function Notice({ title, children, actions, role, heading: Heading = 'h2' }: NoticeProps) {
  return (
    <div role={role} className="notice">
      <Heading className="heading-2">{title}</Heading>
      <div className="notice-text">{children}</div>
      {actions !== undefined && <div className="notice-actions">{actions}</div>}
    </div>
  );
}

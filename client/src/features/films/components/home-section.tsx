import type { ReactNode } from 'react';
import './discover.css';

type HomeSectionProps = {
  readonly title: string;
  /** The id of the heading, if the top of the page links to it. */
  readonly id?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

export function HomeSection({ title, id, action, children }: HomeSectionProps) {
  return (
    <section>
      <div className="discover-heading">
        <h2 className="heading-2" id={id} tabIndex={id === undefined ? undefined : -1}>
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  );
}

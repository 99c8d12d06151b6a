import type { ReactNode } from 'react';
import './discover.css';

type HomeSectionProps = { readonly title: string; readonly action?: ReactNode; readonly children: ReactNode };

export function HomeSection({ title, action, children }: HomeSectionProps) {
  return (
    <section>
      <div className="discover-heading">
        <h2 className="heading-2">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

import type { ReactNode } from 'react';

/** One filter, with a heading. */
export function FilterGroup({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2 className="heading-3">{title}</h2>
      {children}
    </section>
  );
}

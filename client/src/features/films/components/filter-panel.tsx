import { useQuery } from '@tanstack/react-query';
import { lazy, memo, Suspense, useDeferredValue, type ReactNode } from 'react';
import type { SearchResult } from '../../../lib/api-types.gen.ts';
import { catalogueQuery, decadesQuery } from '../api/catalogue.ts';
import { NAME_FILTER_KEYS, NAME_FILTERS, toggle } from '../search-state.ts';
import { texts } from '../texts.ts';
import type { FilmSearch } from '../use-film-search.ts';
import { FacetList } from './facet-list.tsx';
import '../../../components/ui/skeleton.css';
import './filter-panel.css';

/**
 * This filter is loaded only when there are years to choose from. Its slider is the largest part of the page that no
 * user needs immediately.
 */
const YearFilter = lazy(async () => ({ default: (await import('./year-filter.tsx')).YearFilter }));

type FilterPanelProps = {
  readonly search: FilmSearch;
  /** Facets of the films found; absent until there is an answer. */
  readonly facets: SearchResult['facets'] | undefined;
};

/** Filters for the results: years, genres, people. */
export const FilterPanel = memo(function FilterPanel({ search: { state, apply }, facets }: FilterPanelProps) {
  const hasYears = state.yearFrom !== undefined || state.yearTo !== undefined;
  const catalogue = useDeferredValue(useQuery(catalogueQuery()).data);
  const { data: withoutYears } = useQuery({ ...decadesQuery(state), enabled: hasYears });
  const decades = hasYears ? withoutYears?.facets.decade : facets?.decade;
  return (
    <div className="filter-panel">
      <Group title={texts.filters.years}>
        <Suspense fallback={<YearSkeleton />}>
          {catalogue ? (
            <YearFilter
              counts={decades ?? []}
              catalogue={catalogue.facets.decade ?? []}
              lastYear={catalogue.items[0]?.year ?? 0}
              yearFrom={state.yearFrom}
              yearTo={state.yearTo}
              onChange={apply}
            />
          ) : (
            <YearSkeleton />
          )}
        </Suspense>
      </Group>
      {NAME_FILTER_KEYS.map((filter, index) => {
        const { parameter, label, shown } = NAME_FILTERS[filter];
        // The position of a later group is unknown until the facets have loaded. If it were shown earlier, it would jump.
        if (!facets && index > 0) return null;
        return (
          <FacetGroup
            key={filter}
            title={label}
            counts={facets && (facets[parameter] ?? [])}
            chosen={state[filter]}
            atFirst={shown}
            onToggle={(name) => {
              apply({ [filter]: toggle(state[filter], name) });
            }}
          />
        );
      })}
    </div>
  );
});

function YearSkeleton() {
  return <span className="skeleton year-filter" />;
}

type FacetGroupProps = Omit<Parameters<typeof FacetList>[0], 'label' | 'counts'> & {
  readonly title: string;
  /** `undefined` until there is an answer. */
  readonly counts: Parameters<typeof FacetList>[0]['counts'] | undefined;
};

/** Shows nothing if there is nothing to choose from. */
function FacetGroup({ title, counts, ...list }: FacetGroupProps) {
  if (counts?.length === 0 && list.chosen.length === 0) return null;
  return (
    <Group title={title}>
      {counts ? (
        <FacetList label={title} counts={counts} {...list} />
      ) : (
        <span className="skeleton" style={{ height: 34 * list.atFirst }} />
      )}
    </Group>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2 className="heading-3">{title}</h2>
      {children}
    </section>
  );
}

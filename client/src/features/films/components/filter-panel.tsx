import { useQuery } from '@tanstack/react-query';
import { memo, useDeferredValue, type ReactNode } from 'react';
import { lazyPart } from '../../../components/ui/lazy-part.tsx';
import { useSteadyError } from '../../../components/ui/use-steady-error.ts';
import type { SearchResult } from '../../../lib/api-types.gen.ts';
import { catalogueQuery, decadesQuery, otherGenresQuery } from '../api/catalogue.ts';
import { FACET_FILTERS, NAME_FILTERS, toggle, type SearchState } from '../search-state.ts';
import { texts } from '../texts.ts';
import type { FilmSearch } from '../use-film-search.ts';
import { FacetList } from './facet-list.tsx';
import { FilterGroup } from './filter-group.tsx';
import '../../../components/ui/skeleton.css';
import '../../../components/ui/select.css';
import './filter-panel.css';

/**
 * This filter is loaded only when there are years to choose from. Its slider is the largest part of the page that no
 * user needs immediately.
 */
const YearFilter = lazyPart(async () => (await import('./year-filter.tsx')).YearFilter, <YearSkeleton />);

type FilterPanelProps = {
  readonly search: FilmSearch;
  /** Facets of the films found; absent until there is an answer. */
  readonly facets: SearchResult['facets'] | undefined;
};

/** Filters for the results: years, genres, people. */
export const FilterPanel = memo(function FilterPanel({
  search: { state, apply, moveYears },
  facets,
}: FilterPanelProps) {
  const hasYears = state.yearFrom !== undefined || state.yearTo !== undefined;
  const whole = useQuery(catalogueQuery());
  const catalogue = useDeferredValue(whole.data);
  const hasNoYears = useSteadyError(whole, 'catalogue') !== undefined;
  const { data: withoutYears } = useQuery({ ...decadesQuery(state), enabled: hasYears });
  const decades = hasYears ? withoutYears?.facets.decade : facets?.decade;
  return (
    <div className="filter-panel">
      {hasNoYears ? null : catalogue ? (
        <YearFilter
          counts={decades ?? []}
          catalogue={catalogue.facets.decade ?? []}
          lastYear={catalogue.items[0]?.year ?? 0}
          yearFrom={state.yearFrom}
          yearTo={state.yearTo}
          onChange={(years) => {
            apply(() => years);
          }}
          onMove={moveYears}
        />
      ) : (
        <YearSkeleton />
      )}
      {FACET_FILTERS.map((filter, index) => {
        const { parameter, label, shown } = NAME_FILTERS[filter];
        // The position of a later group is unknown until the facets have loaded. If it were shown earlier, it would jump.
        if (!facets && index > 0) return null;
        if (filter === 'genres') return <GenreFilter key={filter} state={state} apply={apply} facets={facets} />;
        return (
          <FacetGroup
            key={filter}
            title={label}
            counts={facets && (facets[parameter] ?? [])}
            chosen={state[filter]}
            atFirst={shown}
            onToggle={(name) => {
              apply((current) => ({ [filter]: toggle(current[filter], name) }));
            }}
          />
        );
      })}
    </div>
  );
});

type GenreFilterProps = Pick<FilmSearch, 'state' | 'apply'> & Pick<FilterPanelProps, 'facets'>;

/** Genres of which a film must have all, or any, or none. */
function GenreFilter({ state, apply, facets }: GenreFilterProps) {
  const isAny = wayOf(state) === 'anyGenres';
  // The counts ignore the chosen genres. Among the films that have one of those already, another genre would count only
  // a part of the films that it adds.
  const { data: others } = useQuery({ ...otherGenresQuery(state), enabled: isAny });
  const counted = (isAny ? others?.facets : undefined) ?? facets;
  const chosen = state[wayOf(state)];
  const { label, shown } = NAME_FILTERS.genres;
  const setWay = (isNowAny: boolean) => {
    apply((current) => {
      // A URL may have both lists.
      const all = [...new Set([...current.genres, ...current.anyGenres])];
      return { genres: isNowAny ? [] : all, anyGenres: isNowAny ? all : [] };
    });
  };
  return (
    <FacetGroup
      title={label}
      counts={counted && (counted.genre ?? [])}
      chosen={chosen}
      atFirst={shown}
      onToggle={(name) => {
        apply((current) => ({ [wayOf(current)]: toggle(current[wayOf(current)], name) }));
      }}
      onExclude={(name) => {
        apply(({ genres, anyGenres, notGenres }) => ({
          genres: genres.filter((other) => other !== name),
          anyGenres: anyGenres.filter((other) => other !== name),
          notGenres: toggle(notGenres, name),
        }));
      }}
    >
      {chosen.length > 0 && (
        <select
          className="select filter-panel-way"
          aria-label={texts.filters.match}
          value={isAny ? 'any' : 'all'}
          onChange={({ target }) => {
            setWay(target.value === 'any');
          }}
        >
          <option value="all">{texts.filters.matchAll}</option>
          <option value="any">{texts.filters.matchAny}</option>
        </select>
      )}
    </FacetGroup>
  );
}

/** The list to which a chosen genre is added. */
function wayOf({ anyGenres }: SearchState): 'genres' | 'anyGenres' {
  return anyGenres.length > 0 ? 'anyGenres' : 'genres';
}

function YearSkeleton() {
  return (
    <FilterGroup title={texts.filters.years}>
      <span className="skeleton year-filter" />
    </FilterGroup>
  );
}

type FacetGroupProps = Omit<Parameters<typeof FacetList>[0], 'label' | 'counts'> & {
  readonly title: string;
  /** `undefined` until there is an answer. */
  readonly counts: Parameters<typeof FacetList>[0]['counts'] | undefined;
  /** Shown above the list. */
  readonly children?: ReactNode;
};

/** Shows nothing if there is nothing to choose from. */
function FacetGroup({ title, counts, children, ...list }: FacetGroupProps) {
  if (counts?.length === 0 && list.chosen.length === 0) return null;
  return (
    <FilterGroup title={title}>
      {children}
      {counts ? (
        <FacetList label={title} counts={counts} {...list} />
      ) : (
        <span className="skeleton" style={{ height: 34 * list.atFirst }} />
      )}
    </FilterGroup>
  );
}

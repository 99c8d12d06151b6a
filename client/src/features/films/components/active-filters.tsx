import { describeYears } from '../describe-search.ts';
import { countFilters, EMPTY_SEARCH, NAME_FILTER_KEYS } from '../search-state.ts';
import type { FilmSearch } from '../use-film-search.ts';
import '../../../components/ui/chip.css';

/** The active filters, each with a way to remove it. */
export function ActiveFilters({ search: { state, apply } }: { readonly search: FilmSearch }) {
  const { yearFrom, yearTo } = state;
  if (countFilters(state) === 0) return null;
  const years = describeYears(yearFrom, yearTo);
  const without = (values: readonly string[], value: string) => values.filter((other) => other !== value);
  return (
    <ul className="plain-list chips" aria-label="Filters">
      {years !== undefined && (
        <FilterChip
          label={years}
          onRemove={() => {
            apply({ yearFrom: undefined, yearTo: undefined });
          }}
        />
      )}
      {NAME_FILTER_KEYS.map((filter) =>
        state[filter].map((name) => (
          <FilterChip
            key={`${filter} ${name}`}
            label={name}
            onRemove={() => {
              apply({ [filter]: without(state[filter], name) });
            }}
          />
        )),
      )}
      {countFilters(state) > 1 && (
        <li>
          <button
            type="button"
            className="chip"
            onClick={() => {
              apply({ ...EMPTY_SEARCH, q: state.q, sort: state.sort });
            }}
          >
            Remove all
          </button>
        </li>
      )}
    </ul>
  );
}

/**
 * The whole chip is one button. It is larger than a cross and so easier to hit, and it is a single stop for the
 * keyboard.
 */
function FilterChip({ label, onRemove }: { readonly label: string; readonly onRemove: () => void }) {
  return (
    <li>
      <button type="button" className="chip chip-outlined" aria-label={`Remove filter ${label}`} onClick={onRemove}>
        <bdi>
          {label} <span aria-hidden>✕</span>
        </bdi>
      </button>
    </li>
  );
}

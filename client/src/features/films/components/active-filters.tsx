import { focusHeading } from '../../../components/ui/focus-heading.ts';
import { describeYears } from '../describe-search.ts';
import { countFilters, EMPTY_SEARCH, NAME_FILTER_KEYS } from '../search-state.ts';
import { texts } from '../texts.ts';
import type { FilmSearch } from '../use-film-search.ts';
import '../../../components/ui/chip.css';

/** The active filters, each with a way to remove it. */
export function ActiveFilters({ search: { state, apply } }: { readonly search: FilmSearch }) {
  const { yearFrom, yearTo } = state;
  if (countFilters(state) === 0) return null;
  const years = describeYears(yearFrom, yearTo);
  const without = (values: readonly string[], value: string) => values.filter((other) => other !== value);
  return (
    <ul className="plain-list chips" aria-label={texts.filters.title}>
      {years !== undefined && (
        <FilterChip
          label={years}
          onRemove={() => {
            apply(() => ({ yearFrom: undefined, yearTo: undefined }));
          }}
        />
      )}
      {NAME_FILTER_KEYS.map((filter) =>
        state[filter].map((name, index) => (
          <FilterChip
            key={`${filter} ${name}`}
            label={labelOf(filter, name, index)}
            onRemove={() => {
              apply((current) => ({ [filter]: without(current[filter], name) }));
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
              focusHeading();
              apply(({ q, sort }) => ({ ...EMPTY_SEARCH, q, sort }));
            }}
          >
            {texts.filters.removeAll}
          </button>
        </li>
      )}
    </ul>
  );
}

function labelOf(filter: (typeof NAME_FILTER_KEYS)[number], name: string, index: number): string {
  if (filter === 'notGenres') return texts.filters.not(name);
  return filter === 'anyGenres' && index > 0 ? texts.filters.or(name) : name;
}

/**
 * The whole chip is one button. It is larger than a cross and so easier to hit, and it is a single stop for the
 * keyboard.
 */
function FilterChip({ label, onRemove }: { readonly label: string; readonly onRemove: () => void }) {
  return (
    <li>
      <button
        type="button"
        className="chip chip-outlined"
        aria-label={texts.filters.remove(label)}
        onClick={({ currentTarget }) => {
          moveFocus(currentTarget);
          onRemove();
        }}
      >
        <bdi>
          {label} <span aria-hidden>✕</span>
        </bdi>
      </button>
    </li>
  );
}

/**
 * Moves the focus from a chip that is about to disappear to its neighbour, or to the heading if it is the last one. The
 * chip is marked, because it stays in the list until React shows the new address.
 */
function moveFocus(chip: HTMLElement): void {
  const chips = [...(chip.closest('ul')?.querySelectorAll<HTMLElement>('.chip-outlined:not([data-removed])') ?? [])];
  chip.dataset['removed'] = '';
  const at = chips.indexOf(chip);
  const neighbour = chips[at + 1] ?? chips[at - 1];
  if (neighbour) neighbour.focus();
  else focusHeading();
}

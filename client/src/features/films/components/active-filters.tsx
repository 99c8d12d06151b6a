import Chip from '@mui/material/Chip';
import { styled } from '@mui/material/styles';
import { describeYears } from '../describe-search.ts';
import { countFilters, EMPTY_SEARCH } from '../search-state.ts';
import type { FilmSearch } from '../use-film-search.ts';

const Row = styled('ul')({ listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexWrap: 'wrap', gap: 8 });

/** What narrows the films down, each to be taken away. */
export function ActiveFilters({ search: { state, apply } }: { readonly search: FilmSearch }) {
  const { cast, genres, yearFrom, yearTo } = state;
  if (countFilters(state) === 0) return null;
  const years = describeYears(yearFrom, yearTo);
  const without = (values: readonly string[], value: string) => values.filter((other) => other !== value);
  return (
    <Row aria-label="Filters">
      {years !== undefined && (
        <FilterChip
          label={years}
          onRemove={() => {
            apply({ yearFrom: undefined, yearTo: undefined });
          }}
        />
      )}
      {genres.map((genre) => (
        <FilterChip
          key={`genre ${genre}`}
          label={genre}
          onRemove={() => {
            apply({ genres: without(genres, genre) });
          }}
        />
      ))}
      {cast.map((name) => (
        <FilterChip
          key={`cast ${name}`}
          label={name}
          onRemove={() => {
            apply({ cast: without(cast, name) });
          }}
        />
      ))}
      {countFilters(state) > 1 && (
        <li>
          <Chip
            label="Remove all"
            onClick={() => {
              apply({ ...EMPTY_SEARCH, q: state.q, sort: state.sort });
            }}
          />
        </li>
      )}
    </Row>
  );
}

/** One button as a whole: larger to hit than a cross, and one stop for the keyboard. */
function FilterChip({ label, onRemove }: { readonly label: string; readonly onRemove: () => void }) {
  return (
    <li>
      <Chip
        color="primary"
        variant="outlined"
        label={
          <bdi>
            {label} <span aria-hidden>✕</span>
          </bdi>
        }
        aria-label={`Remove filter ${label}`}
        onClick={onRemove}
        sx={{ maxWidth: 'min(100%, 320px)' }}
      />
    </li>
  );
}

import { Link } from 'react-router';
import { PALETTES } from '../../../components/ui/poster/palettes.ts';
import { paths } from '../../../config/paths.ts';
import { formatCount } from '../../../lib/format-count.ts';
import type { FacetCount } from '../api/catalogue.ts';
import { EMPTY_SEARCH, formatSearch } from '../search-state.ts';
import './discover.css';

/** At most this many genres are shown. Less frequent genres can be chosen in the filters. */
const SHOWN = 16;

/** Links to the genres, in the colours of posters. */
export function GenreLinks({ genres }: { readonly genres: readonly FacetCount[] }) {
  return (
    <ul className="plain-list genres" aria-label="Genres">
      {genres.slice(0, SHOWN).map(({ value, count }, index) => {
        const { ground, ink } = PALETTES[index % PALETTES.length] ?? PALETTES[0];
        return (
          <li key={value}>
            <Link
              to={paths.search.to(formatSearch({ ...EMPTY_SEARCH, genres: [value] }))}
              style={{ backgroundColor: ground, color: ink }}
            >
              {value} <small>{`${formatCount(count)} ${count === 1 ? 'film' : 'films'}`}</small>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

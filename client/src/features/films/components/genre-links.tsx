import { Link } from 'react-router';
import { PALETTES } from '../../../components/ui/poster/palettes.ts';
import { paths } from '../../../config/paths.ts';
import type { FacetCount } from '../api/catalogue.ts';
import { texts } from '../home-texts.ts';
import { EMPTY_SEARCH, formatSearch } from '../search-state.ts';
import { texts as filmTexts } from '../texts.ts';
import { FilmCount } from './film-count.tsx';
import '../../../components/ui/chip.css';
import './discover.css';

/** The number of genres that have a tile: the most frequent ones. All others have a chip. */
const TILES = 16;

/** Links to all genres, the most frequent ones in the colours of posters. */
export function GenreLinks({ genres }: { readonly genres: readonly FacetCount[] }) {
  const others = genres.slice(TILES);
  return (
    <>
      <ul className="plain-list genres" aria-label={texts.genres}>
        {genres.slice(0, TILES).map(({ value, count }, index) => {
          const { ground, ink } = PALETTES[index % PALETTES.length] ?? PALETTES[0];
          return (
            <li key={value}>
              <Link to={searchFor(value)} style={{ backgroundColor: ground, color: ink }}>
                {value} <small>{filmTexts.films(count)}</small>
              </Link>
            </li>
          );
        })}
      </ul>
      {others.length > 0 && (
        <ul className="plain-list chips genres-more" aria-label={texts.moreGenres}>
          {others.map(({ value, count }) => (
            <li key={value}>
              <Link className="chip" to={searchFor(value)}>
                <bdi>{value}</bdi>
                <FilmCount count={count} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function searchFor(genre: string): string {
  return paths.search.to(formatSearch({ ...EMPTY_SEARCH, genres: [genre] }));
}

import { Link } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { paths } from '../../../config/paths.ts';
import { useStoredList, type StoredList } from '../../../lib/stored-list.ts';
import { describeSearch } from '../describe-search.ts';
import { texts } from '../home-texts.ts';
import { viewedFilms } from '../kept-films.ts';
import { recentSearches } from '../recent-searches.ts';
import { parseSearch } from '../search-state.ts';
import { FilmShelf } from './film-shelf.tsx';
import { HomeSection } from './home-section.tsx';
import '../../../components/ui/chip.css';

/** What this browser was used for last: searches and films. Shows nothing if there is nothing. */
export function Recent() {
  const searches = useStoredList(recentSearches);
  const films = useStoredList(viewedFilms);
  return (
    <>
      {searches.length > 0 && (
        <HomeSection
          title={texts.recentSearches}
          action={<ClearButton list={recentSearches} label={texts.clearSearches} />}
        >
          <ul className="plain-list chips" aria-label={texts.recentSearches}>
            {searches.map((query) => (
              <li key={query}>
                <Link className="chip" to={paths.search.to(query)}>
                  <bdi>{describeSearch(parseSearch(new URLSearchParams(query)))}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        </HomeSection>
      )}
      {films.length > 0 && (
        <FilmShelf
          title={texts.recentlyViewed}
          films={films}
          isFirst
          action={<ClearButton list={viewedFilms} label={texts.clearViewed} />}
        />
      )}
    </>
  );
}

type ClearButtonProps = { readonly list: Pick<StoredList<unknown>, 'clear'>; readonly label: string };

function ClearButton({ list, label }: ClearButtonProps) {
  return (
    <Button
      aria-label={label}
      onClick={() => {
        list.clear();
        // The button is gone, and the focus with it.
        document.querySelector<HTMLElement>('main h1')?.focus();
      }}
    >
      {texts.clear}
    </Button>
  );
}

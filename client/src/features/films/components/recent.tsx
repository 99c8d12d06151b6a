import { Link } from 'react-router';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { focusHeading } from '../../../components/ui/focus-heading.ts';
import { paths } from '../../../config/paths.ts';
import { useStoredList, type StoredList } from '../../../lib/stored-list.ts';
import { describeSearch } from '../describe-search.ts';
import { texts } from '../home-texts.ts';
import { savedFilms, viewedFilms } from '../kept-films.ts';
import { recentSearches } from '../recent-searches.ts';
import { texts as savedTexts } from '../saved-texts.ts';
import { parseSearch } from '../search-state.ts';
import { FilmShelf } from './film-shelf.tsx';
import { HomeSection } from './home-section.tsx';
import '../../../components/ui/chip.css';

/** At most this many saved films are shown here. The page of the saved films has the others. */
const SAVED = 18;

/**
 * The recent searches, the saved films and the recently viewed films of this browser. Shows no heading for a list that
 * is empty.
 */
export function Recent() {
  const searches = useStoredList(recentSearches);
  const films = useStoredList(viewedFilms);
  const saved = useStoredList(savedFilms);
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
      {saved.length > 0 && (
        <FilmShelf
          title={savedTexts.title}
          films={saved.slice(0, SAVED)}
          action={<ButtonLink to={paths.saved.to()}>{savedTexts.all}</ButtonLink>}
        />
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
        // The button has disappeared, and the focus is lost with it.
        focusHeading();
      }}
    >
      {texts.clear}
    </Button>
  );
}

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Announcer } from '../../../components/ui/announcer.tsx';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { FocusLink } from '../../../components/ui/focus-link.tsx';
import { Icon } from '../../../components/ui/icon.tsx';
import { useHeadingFocus } from '../../../components/ui/use-heading-focus.ts';
import { useSteadyError } from '../../../components/ui/use-steady-error.ts';
import { paths } from '../../../config/paths.ts';
import { catalogueQuery, type FacetCount } from '../api/catalogue.ts';
import { drawAgain, wellKnownQuery, type Shelf } from '../api/well-known.ts';
import { texts } from '../home-texts.ts';
import { EMPTY_SEARCH, formatSearch } from '../search-state.ts';
import { DecadeLinks } from './decade-links.tsx';
import { FilmShelf } from './film-shelf.tsx';
import { GenreLinks } from './genre-links.tsx';
import { HomeSection } from './home-section.tsx';
import { Recent } from './recent.tsx';
import { SurpriseButton } from './surprise-button.tsx';
import './discover.css';

/** Ids of headings. */
const DECADES = 'decades';
const GENRES = 'genres';

/** The home page: ways to begin a search, and recently viewed films and searches. */
export function Discover() {
  const query = useQuery(catalogueQuery());
  const { data: catalogue, refetch } = query;
  const error = useSteadyError(query, 'catalogue');
  const heading = useHeadingFocus('start');
  const { decade: decades = [], genre: genres = [] } = catalogue?.facets ?? {};
  if (error) {
    return (
      <div className="discover">
        <ErrorNotice heading="h1" error={error} onRetry={() => void refetch()} />
        {/* Recent films and searches are kept in this browser, so they need no server. */}
        <Recent />
      </div>
    );
  }
  return (
    <div className="discover">
      <section className="discover-sign">
        <h1 className="heading-1" ref={heading} tabIndex={-1}>
          {texts.title}
        </h1>
        <p>{texts.hint}</p>
        <SurpriseButton decades={decades} />
        {/* The rows of films in between have dozens of stops for the Tab key. */}
        <p className="discover-jumps">
          <FocusLink to={DECADES}>{texts.jumpToDecades}</FocusLink>
          <FocusLink to={GENRES}>{texts.jumpToGenres}</FocusLink>
        </p>
      </section>
      <Recent />
      {/* An empty catalogue has no well-known films, so their rows are left out. */}
      {(!catalogue || decades.length > 0) && <WellKnown decades={decades} />}
      <HomeSection
        title={texts.byDecade}
        id={DECADES}
        action={
          <ButtonLink to={paths.search.to(formatSearch({ ...EMPTY_SEARCH, sort: '-year' }))}>
            {catalogue ? texts.allOf(catalogue.total) : texts.allFilms}
          </ButtonLink>
        }
      >
        <DecadeLinks decades={decades} />
      </HomeSection>
      <HomeSection title={texts.byGenre} id={GENRES}>
        <GenreLinks genres={genres} />
      </HomeSection>
    </div>
  );
}

const PLACEHOLDERS: readonly (Partial<Shelf> | undefined)[] = [undefined, undefined, undefined];

function WellKnown({ decades }: { readonly decades: readonly FacetCount[] }) {
  const queryClient = useQueryClient();
  const query = wellKnownQuery(decades);
  const answer = useQuery(query);
  const { data, isFetching } = answer;
  const [isShuffled, setIsShuffled] = useState(false);
  const error = useSteadyError(answer, 'well-known');
  // The rest of the page is worth showing without these films.
  if (error) return null;
  const first = data?.[0]?.films[0];
  const shelves: readonly (Partial<Shelf> | undefined)[] = data ?? PLACEHOLDERS;
  return shelves.map((shelf, index) =>
    index === 0 ? (
      <FilmShelf
        key={texts.wellKnown}
        title={texts.wellKnown}
        films={shelf?.films}
        isFirst
        action={
          <>
            <Button
              icon={<Icon name="shuffle" />}
              onClick={() => {
                // A press counts while the films are still loading, too: they are then drawn by the new lot.
                setIsShuffled(true);
                drawAgain();
                void queryClient.refetchQueries({ queryKey: query.queryKey });
              }}
            >
              {texts.shuffle}
            </Button>
            <Announcer message={isShuffled && first && !isFetching ? texts.shuffled(first.title) : ''} />
          </>
        }
      />
    ) : (
      <DecadeShelf key={shelf?.decade ?? index} {...shelf} />
    ),
  );
}

function DecadeShelf({ decade, count = 0, films }: Partial<Shelf>) {
  const first = Number(decade);
  return (
    <FilmShelf
      title={decade === undefined ? '…' : texts.from(first)}
      films={films}
      action={
        decade !== undefined && (
          <ButtonLink
            to={paths.search.to(formatSearch({ ...EMPTY_SEARCH, yearFrom: first, yearTo: first + 9 }))}
            aria-label={texts.allFrom(count, first)}
          >
            {texts.allOf(count)}
          </ButtonLink>
        )
      }
    />
  );
}

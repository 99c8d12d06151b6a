import { Link } from 'react-router';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { PosterGrid } from '../../../components/ui/poster-grid.tsx';
import { paths } from '../../../config/paths.ts';
import type { FacetCount } from '../api/catalogue.ts';
import { searchFor, type PersonRole } from '../person-roles.ts';
import { texts } from '../person-texts.ts';
import type { SearchState } from '../search-state.ts';
import { texts as filmTexts } from '../texts.ts';
import { FilmCard } from './film-card.tsx';
import { FilmCount } from './film-count.tsx';
import '../../../components/ui/chip.css';
import './person-films.css';

/** At most this many genres are shown. The page of the search lists the others. */
const MAX_GENRES = 8;

/** The first row has at most this many posters. */
const FIRST_ROW = 6;

type PersonFilmsProps = {
  readonly name: string;
  readonly role: PersonRole;
  /** Whether these films are at the top of the page. */
  readonly isFirst: boolean;
  /** Whether the person has no other role. The heading of the page then already says how many films there are. */
  readonly isOnly: boolean;
};

/** The newest films in which a person has one role, and links to searches for all of them. */
export function PersonFilms({ name, role, isFirst, isOnly }: PersonFilmsProps) {
  const { heading, filter, films } = role;
  const isSeveral = films.total > 1;
  const all = paths.search.to(searchFor(name, role));
  return (
    <section className="person-films" id={filter}>
      <div className="person-films-heading">
        <div>
          <h2 className="heading-2">{heading}</h2>
          {!isOnly && <p>{texts.filmsFrom(films.total, films.firstYear, films.lastYear)}</p>}
        </div>
        {isSeveral && (
          <ButtonLink look="outlined" to={all} aria-label={texts.searchTheseIn(heading)}>
            {texts.searchThese}
          </ButtonLink>
        )}
      </div>
      {isSeveral && <FacetLinks name={name} role={role} />}
      <PosterGrid isLate={false} aria-label={heading}>
        {films.items.map((film, index) => (
          <FilmCard
            key={film.id}
            film={film}
            isFirst={isFirst && index < FIRST_ROW}
            knownDirector={filter === 'directors' ? name : undefined}
          />
        ))}
      </PosterGrid>
      {films.total > films.items.length && (
        <div className="person-films-more">
          <ButtonLink look="outlined" to={all}>
            {texts.allFilms(films.total)}
          </ButtonLink>
        </div>
      )}
    </section>
  );
}

/** The genres and the decades of the films, as links to searches. */
function FacetLinks({ name, role }: Pick<PersonFilmsProps, 'name' | 'role'>) {
  const { heading, films } = role;
  const decades = [...films.facets.decade].sort((a, b) => Number(a.value) - Number(b.value));
  const chip = (label: string, { count }: FacetCount, change: Partial<SearchState>) => (
    <li key={label}>
      <Link className="chip" to={paths.search.to(searchFor(name, role, change))}>
        <bdi>{label}</bdi>
        <FilmCount count={count} />
      </Link>
    </li>
  );
  return (
    <ul className="plain-list chips person-films-facets" aria-label={texts.genresAndDecades(heading)}>
      {films.facets.genre.slice(0, MAX_GENRES).map((genre) => chip(genre.value, genre, { genres: [genre.value] }))}
      {decades.map((decade) => {
        const first = Number(decade.value);
        return chip(filmTexts.decade(first), decade, { yearFrom: first, yearTo: first + 9 });
      })}
    </ul>
  );
}

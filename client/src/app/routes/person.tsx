import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ButtonLink } from '../../components/ui/button.tsx';
import { CardSkeletons } from '../../components/ui/card-skeleton.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { MissingPage } from '../../components/ui/missing-page.tsx';
import { PosterGrid } from '../../components/ui/poster-grid.tsx';
import { useReturnFocus } from '../../components/ui/return-focus.ts';
import { ShareButton } from '../../components/ui/share-button.tsx';
import { useDocumentTitle } from '../../components/ui/use-document-title.ts';
import { useHeadingFocus } from '../../components/ui/use-heading-focus.ts';
import { useSteadyError } from '../../components/ui/use-steady-error.ts';
import { paths } from '../../config/paths.ts';
import { personQuery } from '../../features/films/api/get-person.ts';
import { PersonFilms } from '../../features/films/components/person-films.tsx';
import { rolesOf } from '../../features/films/person-roles.ts';
import { texts } from '../../features/films/person-texts.ts';
import { EMPTY_SEARCH, formatSearch } from '../../features/films/search-state.ts';
import { texts as filmTexts } from '../../features/films/texts.ts';
import { isApiError } from '../../lib/api-error.ts';

/** About as many posters as the first screen has room for. */
const FIRST_SCREEN = 12;

/** The page of a person: the films in which they acted and those that they directed. */
export function Component() {
  const { name: typed = '' } = useParams();
  const query = useQuery(personQuery(typed));
  const { data: person, refetch } = query;
  const error = useSteadyError(query, typed);
  // Until the person has loaded, the page shows the name from the address.
  const name = person?.name ?? typed;
  useDocumentTitle(name.slice(0, 100));
  const heading = useHeadingFocus(typed);
  // Must come after useHeadingFocus, so that after Back the card gets the focus and not the heading.
  useReturnFocus();
  const roles = person ? rolesOf(person) : [];

  if (error) {
    // The API refuses names that nobody can have, such as names that are too long.
    return isApiError(error) && [400, 404].includes(error.status) ? (
      <NoSuchPerson name={typed} />
    ) : (
      <ErrorNotice heading="h1" error={error} onRetry={() => void refetch()} />
    );
  }
  return (
    // With this key, React renders a new page for each person.
    <div className="person-page" key={typed}>
      <header className="person-page-head">
        <div>
          <h1 className="heading-1" ref={heading} dir="auto" tabIndex={-1}>
            {name}
          </h1>
          <p>{person && texts.filmsFrom(person.total, person.firstYear, person.lastYear)}</p>
        </div>
        <div className="person-page-actions">
          <ShareButton title={name} />
          {roles.length > 1 &&
            roles.map(({ heading: role, filter, films }) => (
              // The browser follows this link instead of React Router, so that the next Tab continues from the films.
              <ButtonLink key={filter} to={`#${filter}`} reloadDocument>
                {texts.filmsInRole(role, films.total)}
              </ButtonLink>
            ))}
        </div>
      </header>
      {person ? (
        roles.map((role, index) => (
          <PersonFilms
            key={role.filter}
            name={person.name}
            role={role}
            isFirst={index === 0}
            isOnly={roles.length === 1}
          />
        ))
      ) : (
        <PosterGrid isLate={false} aria-busy aria-label={filmTexts.results.list}>
          <CardSkeletons count={FIRST_SCREEN} />
        </PosterGrid>
      )}
    </div>
  );
}

function NoSuchPerson({ name }: { readonly name: string }) {
  const query = formatSearch({ ...EMPTY_SEARCH, q: name.slice(0, 200).trim() });
  const { search, ...missing } = texts.noSuchPerson;
  return <MissingPage {...missing} link={{ to: paths.search.to(query), label: search }} />;
}

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { CardSkeletons } from '../../../components/ui/card-skeleton.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { Icon } from '../../../components/ui/icon.tsx';
import { PosterStrip } from '../../../components/ui/poster-strip.tsx';
import { paths } from '../../../config/paths.ts';
import { formatCount } from '../../../lib/format-count.ts';
import { catalogueQuery, classicsQuery } from '../api/catalogue.ts';
import { EMPTY_SEARCH, formatSearch } from '../search-state.ts';
import { DecadeLinks } from './decade-links.tsx';
import { FilmCard } from './film-card.tsx';
import { GenreLinks } from './genre-links.tsx';
import './discover.css';

const CLASSICS = 12;
const FIRST_SCREEN = 8;

/** Shown while there is no search: the catalogue, with three ways to begin. */
export function Discover() {
  const { data: catalogue, error, refetch } = useQuery(catalogueQuery());
  const { decade: decades = [], genre: genres = [] } = catalogue?.facets ?? {};
  if (error && !catalogue) return <ErrorNotice heading="h1" error={error} onRetry={() => void refetch()} />;
  return (
    <div className="discover">
      <section className="discover-sign">
        <h1 className="heading-1" tabIndex={-1}>
          Find a film by whatever you remember
        </h1>
        <p>Half a title, an actor, a genre, a year. Typos are forgiven.</p>
      </section>
      <Classics decades={decades} />
      <Section
        title="By decade"
        action={
          <ButtonLink to={paths.search.to(formatSearch({ ...EMPTY_SEARCH, sort: '-year' }))}>
            {catalogue ? `All ${formatCount(catalogue.total)} films` : 'All films'}
          </ButtonLink>
        }
      >
        <DecadeLinks decades={decades} />
      </Section>
      <Section title="By genre">
        <GenreLinks genres={genres} />
      </Section>
    </div>
  );
}

function Classics({ decades }: Parameters<typeof DecadeLinks>[0]) {
  const queryClient = useQueryClient();
  const query = classicsQuery(decades);
  const { data: films = [], isFetching } = useQuery(query);
  return (
    <Section
      title="From the archive"
      action={
        <Button
          icon={<Icon name="shuffle" />}
          disabled={isFetching}
          onClick={() => {
            void queryClient.refetchQueries({ queryKey: query.queryKey });
          }}
        >
          Shuffle
        </Button>
      }
    >
      <PosterStrip aria-label="Films from the archive">
        {films.map((film, index) => (
          <FilmCard key={film.id} film={film} isFirst={index < FIRST_SCREEN} />
        ))}
        {films.length === 0 && <CardSkeletons count={CLASSICS} />}
      </PosterStrip>
    </Section>
  );
}

type SectionProps = { readonly title: string; readonly action?: ReactNode; readonly children: ReactNode };

function Section({ title, action, children }: SectionProps) {
  return (
    <section>
      <div className="discover-heading">
        <h2 className="heading-2">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useHeadingFocus } from '../../../components/ui/use-heading-focus.ts';
import { Poster } from '../../../components/ui/poster/poster.tsx';
import { paths } from '../../../config/paths.ts';
import type { Film, FilmSummary } from '../../../lib/api-types.gen.ts';
import { factsOf } from '../film-facts.ts';
import { posterImageOf } from '../poster-image.ts';
import { EMPTY_SEARCH, formatSearch, type SearchState } from '../search-state.ts';
import { wikipediaUrl } from '../wikipedia-url.ts';
import '../../../components/ui/chip.css';
import '../../../components/ui/skeleton.css';
import './film-details.css';

/** At most this many people are shown. A cast may have five hundred people. */
const MAX_PEOPLE = 60;

type FilmDetailsProps = {
  /** The film, or its summary while the film is loading. */
  readonly film: Film | FilmSummary;
  readonly isComplete: boolean;
  /** What the user can do with the film: share, edit, delete. */
  readonly actions: ReactNode;
  /** What other sources know about the film. */
  readonly children: ReactNode;
};

/** Everything that the catalogue knows about a film. People link to their pages, and the year and the genres to searches. */
export function FilmDetails({ film, isComplete, actions, children }: FilmDetailsProps) {
  const heading = useHeadingFocus(film.id);
  const extract = 'extract' in film && typeof film.extract === 'string' ? film.extract : undefined;
  const href = 'href' in film && typeof film.href === 'string' ? film.href : undefined;
  return (
    <article className="film-details">
      <div className="film-details-poster">
        <Poster title={film.title} year={film.year} image={posterImageOf(film)} isFirst />
      </div>
      <div className="film-details-text">
        <header>
          <h1 className="heading-1" ref={heading} dir="auto" tabIndex={-1}>
            {film.title}
          </h1>
          <div className="film-details-kind">
            <SearchChip label={String(film.year)} change={{ yearFrom: film.year, yearTo: film.year }} />
            {film.genres?.map((genre) => (
              <SearchChip key={genre} label={genre} change={{ genres: [genre] }} />
            ))}
          </div>
        </header>
        <div className="film-details-actions">{actions}</div>
        {isComplete ? (
          extract !== undefined && (
            <p className="film-details-extract" dir="auto">
              {extract}
            </p>
          )
        ) : (
          <span className="skeleton" style={{ height: 110 }} />
        )}
        <People label="Directed by" names={film.directors ?? []} />
        <People label="Cast" names={film.cast ?? []} />
        {isComplete && <MoreFacts film={film} />}
        {href !== undefined && (
          <a className="film-details-source" href={wikipediaUrl(href)} rel="noreferrer">
            {film.title.length > 80 ? 'This film' : <bdi>{film.title}</bdi>} on Wikipedia
          </a>
        )}
        {children}
      </div>
    </article>
  );
}

type PeopleProps = { readonly label: string; readonly names: readonly string[] };

function People({ label, names }: PeopleProps) {
  if (names.length === 0) return null;
  return (
    <section>
      <h2 className="heading-2">{label}</h2>
      <ul className="plain-list chips" aria-label={label}>
        {[...new Set(names)].slice(0, MAX_PEOPLE).map((name) => (
          <li key={name}>
            <Chip label={name} to={paths.person.to(name)} />
          </li>
        ))}
      </ul>
      {names.length > MAX_PEOPLE && <p>and {names.length - MAX_PEOPLE} more</p>}
    </section>
  );
}

function MoreFacts({ film }: { readonly film: Film | FilmSummary }) {
  const facts = factsOf(film);
  if (facts.length === 0) return null;
  return (
    <dl className="film-details-facts">
      {facts.map(({ name, values }) => (
        <FactRow key={name} name={name} values={values} />
      ))}
    </dl>
  );
}

function FactRow({ name, values }: ReturnType<typeof factsOf>[number]) {
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{values.join(', ')}</dd>
    </>
  );
}

/** Links to all films that have this value. */
function SearchChip({ label, change }: { readonly label: string; readonly change: Partial<SearchState> }) {
  return <Chip label={label} to={paths.search.to(formatSearch({ ...EMPTY_SEARCH, ...change }))} />;
}

function Chip({ label, to }: { readonly label: string; readonly to: string }) {
  return (
    <Link className="chip" to={to}>
      <bdi>{label}</bdi>
    </Link>
  );
}

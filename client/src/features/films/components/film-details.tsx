import { useState, type ReactNode, type Ref } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { useHeadingFocus } from '../../../components/ui/use-heading-focus.ts';
import { Sentence } from '../../../components/ui/sentence.tsx';
import { Poster, type PosterImage } from '../../../components/ui/poster/poster.tsx';
import { paths } from '../../../config/paths.ts';
import type { Film, FilmSummary } from '../../../lib/api-types.gen.ts';
import { texts as sharedTexts } from '../../../lib/texts.ts';
import { wikipediaUrl } from '../../../lib/wikipedia-page.gen.ts';
import { factsOf } from '../film-facts.ts';
import { posterImageOf } from '../poster-image.ts';
import { EMPTY_SEARCH, formatSearch, type SearchState } from '../search-state.ts';
import { texts } from '../texts.ts';
import '../../../components/ui/chip.css';
import '../../../components/ui/details.css';
import '../../../components/ui/skeleton.css';
import './film-details.css';

/** People of the cast that are shown at first. */
const SHOWN_PEOPLE = 60;

type FilmDetailsProps = {
  /** The film, or its summary while the film is loading. */
  readonly film: Film | FilmSummary;
  readonly isComplete: boolean;
  /** A poster from another source, for a film that has none. */
  readonly otherPoster: PosterImage | undefined;
  /** What the user can do with the film: share, edit, delete. */
  readonly actions: ReactNode;
  /** What other sources know about the film. */
  readonly children: ReactNode;
};

/** Everything that the catalogue knows about a film. People link to their pages, and the year and the genres to searches. */
export function FilmDetails({ film, isComplete, otherPoster, actions, children }: FilmDetailsProps) {
  const heading = useHeadingFocus(film.id);
  const extract = 'extract' in film && typeof film.extract === 'string' ? film.extract : undefined;
  const href = 'href' in film && typeof film.href === 'string' ? film.href : undefined;
  return (
    <article className="details">
      <div className="details-poster">
        <Poster title={film.title} year={film.year} image={posterImageOf(film) ?? otherPoster} sizes="300px" isFirst />
      </div>
      <div className="details-text">
        <header>
          <FilmTitle title={film.title} heading={heading} />
          <div className="film-details-kind">
            <SearchChip label={String(film.year)} change={{ yearFrom: film.year, yearTo: film.year }} />
            {film.genres?.map((genre) => (
              <SearchChip key={genre} label={genre} change={{ genres: [genre] }} />
            ))}
          </div>
          <Directors names={film.directors ?? []} />
        </header>
        <div className="details-actions">{actions}</div>
        {isComplete ? (
          extract !== undefined && (
            <p className="details-synopsis" dir="auto">
              {extract}
            </p>
          )
        ) : (
          <span className="skeleton" style={{ height: 110 }} />
        )}
        <Cast names={film.cast ?? []} />
        {isComplete && <MoreFacts film={film} />}
        {href !== undefined && (
          <a className="film-details-source" href={wikipediaUrl(href)} rel="noreferrer">
            <Sentence
              text={texts.film.onWikipedia}
              parts={{ film: film.title.length > 80 ? texts.film.thisFilm : <bdi>{film.title}</bdi> }}
            />
          </a>
        )}
        {children}
      </div>
    </article>
  );
}

/** A title with more characters may need more lines than the page shows at first. */
const LONG_TITLE = 120;

/** A title of up to 500 characters. Only its first lines are shown until the visitor asks for the rest. */
function FilmTitle({ title, heading }: { readonly title: string; readonly heading: Ref<HTMLHeadingElement> }) {
  const [isOpen, setIsOpen] = useState(false);
  const isLong = title.length > LONG_TITLE;
  return (
    <>
      <h1 className="heading-1 film-title" data-folded={isLong && !isOpen} ref={heading} dir="auto" tabIndex={-1}>
        {title}
      </h1>
      {isLong && (
        <Button
          size="small"
          aria-expanded={isOpen}
          onClick={() => {
            setIsOpen(!isOpen);
          }}
        >
          {isOpen ? texts.film.showLessTitle : texts.film.showTitle}
        </Button>
      )}
    </>
  );
}

function Directors({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <div className="film-details-directors">
      <span aria-hidden="true">{texts.film.directedBy}</span>
      <People label={texts.film.directedBy} names={names} />
    </div>
  );
}

/** A cast of up to 500 people. The first of them are shown until the visitor asks for the rest. */
function Cast({ names }: { readonly names: readonly string[] }) {
  const [isOpen, setIsOpen] = useState(false);
  const people = [...new Set(names)];
  if (people.length === 0) return null;
  const others = people.length - SHOWN_PEOPLE;
  return (
    <section>
      <h2 className="heading-2">{texts.film.cast}</h2>
      <People label={texts.film.cast} names={isOpen ? people : people.slice(0, SHOWN_PEOPLE)} />
      {others > 0 && (
        <Button
          aria-expanded={isOpen}
          onClick={() => {
            setIsOpen(!isOpen);
          }}
        >
          {isOpen ? texts.film.showFewerPeople : texts.film.showMorePeople(others)}
        </Button>
      )}
    </section>
  );
}

function People({ label, names }: { readonly label: string; readonly names: readonly string[] }) {
  return (
    <ul className="plain-list chips" aria-label={label}>
      {[...new Set(names)].map((name) => (
        <li key={name}>
          <Chip label={name} to={paths.person.to(name)} />
        </li>
      ))}
    </ul>
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
      <dd dir="auto">{sharedTexts.list(values)}</dd>
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

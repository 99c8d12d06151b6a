import { useQueryClient } from '@tanstack/react-query';
import { memo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { MarkedText } from '../../../components/ui/marked-text.tsx';
import { rememberOpened } from '../../../components/ui/return-focus.ts';
import { Poster } from '../../../components/ui/poster/poster.tsx';
import { Sentence } from '../../../components/ui/sentence.tsx';
import { paths } from '../../../config/paths.ts';
import type { FilmSummary, SearchResult } from '../../../lib/api-types.gen.ts';
import { filmQuery } from '../api/get-film.ts';
import { isSameName } from '../../../lib/is-same-name.ts';
import { texts as sharedTexts } from '../../../lib/texts.ts';
import { posterImageOf } from '../poster-image.ts';
import { texts } from '../texts.ts';
import '../../../components/ui/poster-grid.css';
import './film-card.css';

type Highlight = SearchResult['highlights'][number];

/** A pointer or a focus that only passes over a card stays on it for less time than this. */
const HOVER_MS = 80;

/** Only one card at a time has the pointer or the focus. */
let hover: ReturnType<typeof setTimeout> | undefined;

function stopPrefetch(): void {
  clearTimeout(hover);
}

type FilmCardProps = {
  readonly film: FilmSummary;
  /** The matches of the typed words. Default: none. */
  readonly highlight?: Highlight | undefined;
  readonly isFirst?: boolean;
  /**
   * The director whose films the list shows. The card names another director of the film instead, if there is one.
   * Default: none.
   */
  readonly knownDirector?: string | undefined;
  /** What the user can do with the film in this list. Default: nothing. */
  readonly children?: ReactNode;
};

/**
 * A film in a list, with a link to its first director. If the film was found by an alternative title or by its
 * synopsis, the card shows this title, or the part of the synopsis that matches. The film is requested when the pointer
 * or the focus has stayed on the card for 80 ms, so that its page opens at once.
 */
export const FilmCard = memo(function FilmCard({
  film,
  highlight,
  isFirst = false,
  knownDirector,
  children,
}: FilmCardProps) {
  const queryClient = useQueryClient();
  const prefetch = () => {
    clearTimeout(hover);
    hover = setTimeout(() => {
      // Errors are ignored here, because the film's page itself reports a failure.
      queryClient.query(filmQuery(film.id)).catch(() => undefined);
    }, HOVER_MS);
  };
  const person = matchedPerson(film, highlight);
  const director = film.directors.find((name) => knownDirector === undefined || !isSameName(name, knownDirector));
  return (
    <li className="film-card">
      <Link
        className="poster-link"
        to={paths.film.to(film.id)}
        state={{ film }}
        data-card={film.id}
        onClick={() => {
          rememberOpened(film.id);
        }}
        onPointerEnter={prefetch}
        onPointerLeave={stopPrefetch}
        onFocus={prefetch}
        onBlur={stopPrefetch}
      >
        <Poster title={film.title} year={film.year} image={posterImageOf(film)} isFirst={isFirst} />
        <div className="poster-caption">
          <div className="poster-title" data-title dir="auto">
            <MarkedText text={film.title} ranges={highlight?.title ?? []} />
          </div>
          <div className="poster-facts">
            {film.year} {(person !== undefined || film.genres.length > 0) && <span aria-hidden>·</span>}{' '}
            {person === undefined ? (
              sharedTexts.list(film.genres.slice(0, 2))
            ) : (
              <MarkedText text={person.name} ranges={person.ranges} />
            )}
          </div>
        </div>
      </Link>
      <div className="poster-director">
        {director !== undefined && (
          <Link to={paths.person.to(director)} aria-label={texts.card.directedBy(director)}>
            <bdi>{director}</bdi>
          </Link>
        )}
      </div>
      {highlight?.alternativeTitle && (
        <p className="film-card-match">
          <Sentence
            text={texts.card.alsoCalled}
            parts={{
              title: (
                <bdi>
                  <MarkedText {...highlight.alternativeTitle} />
                </bdi>
              ),
            }}
          />
        </p>
      )}
      {highlight?.synopsis && (
        <p className="film-card-match" dir="auto">
          <MarkedText {...highlight.synopsis} />
        </p>
      )}
      {children}
    </li>
  );
});

/** The first person of the cast whose name matches, otherwise the first director whose name matches. */
function matchedPerson({ cast, directors }: FilmSummary, highlight: Highlight | undefined) {
  const marked = [
    ...(highlight?.cast ?? []).map((mark) => ({ ...mark, name: cast[mark.index] })),
    ...(highlight?.director ?? []).map((mark) => ({ ...mark, name: directors[mark.index] })),
  ];
  const [first] = marked;
  return first?.name === undefined ? undefined : { name: first.name, ranges: first.ranges };
}

import { useEffect, useRef } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { CardSkeletons } from '../../../components/ui/card-skeleton.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { PosterGrid } from '../../../components/ui/poster-grid.tsx';
import { texts } from '../texts.ts';
import type { FilmResults } from '../use-film-results.ts';
import { FilmCard } from './film-card.tsx';
import './search-results.css';

/** The first row has at most this many posters. */
const FIRST_ROW = 6;

/** Beyond this many films, the browser skips the cards that are not near the screen. */
const MANY = 500;

/** The films found. More of them load as the user nears the end. */
export function ResultGrid({ results }: { readonly results: FilmResults }) {
  const { films, highlights, expected, isOld, isLate, more } = results;
  const end = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLUListElement>(null);
  const isLong = films.length > MANY;
  useEffect(() => {
    const card = grid.current?.querySelector<HTMLElement>(':scope > li');
    if (isLong && card) grid.current?.style.setProperty('--card-height', `${String(card.offsetHeight)}px`);
  }, [isLong]);
  const { canLoad, load } = more;
  useEffect(() => {
    if (!canLoad || !end.current) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true) load();
      },
      { rootMargin: '900px' },
    );
    observer.observe(end.current);
    return () => {
      observer.disconnect();
    };
  }, [canLoad, load]);
  return (
    <>
      <PosterGrid
        ref={grid}
        data-long={isLong || undefined}
        aria-busy={isOld || expected > films.length}
        aria-label={texts.results.list}
        isLate={isLate}
      >
        {films.map((film, index) => (
          <FilmCard key={film.id} film={film} highlight={highlights[index]} isFirst={index < FIRST_ROW} />
        ))}
        <CardSkeletons count={expected - films.length} />
      </PosterGrid>
      <div ref={end} />
      {more.error !== undefined && <ErrorNotice error={more.error} onRetry={load} />}
      {canLoad && (
        <div className="search-results-more">
          <Button look="outlined" onClick={load}>
            {texts.results.more}
          </Button>
        </div>
      )}
    </>
  );
}

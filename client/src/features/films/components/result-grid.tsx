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

/**
 * The films found. More of them load as the user nears the end. Users who go through the films with the keyboard load more
 * by the button, because the footer would otherwise move away from them.
 */
export function ResultGrid({ results }: { readonly results: FilmResults }) {
  const { films, highlights, answer, expected, isOld, isLate, more } = results;
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
        if (entry?.isIntersecting === true && !hasKeyboardUser(grid.current)) load();
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
          {answer && <p>{texts.results.shown(films.length, answer.total)}</p>}
          <Button
            look="outlined"
            onClick={() => {
              // The button disappears while more films load. They follow the card that gets the focus.
              const cards = grid.current?.querySelectorAll<HTMLElement>('[data-card]');
              cards?.[cards.length - 1]?.focus({ preventScroll: true });
              load();
            }}
          >
            {texts.results.more}
          </Button>
        </div>
      )}
    </>
  );
}

/** Whether the user looks at a film that they reached with the keyboard. */
function hasKeyboardUser(grid: HTMLElement | null): boolean {
  const focused = grid?.querySelector(':focus-visible');
  if (!focused) return false;
  const { top, bottom } = focused.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

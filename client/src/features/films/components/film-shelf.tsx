import type { ReactNode } from 'react';
import { CardSkeletons } from '../../../components/ui/card-skeleton.tsx';
import { PosterStrip } from '../../../components/ui/poster-strip.tsx';
import type { FilmSummary } from '../../../lib/api-types.gen.ts';
import { FilmCard } from './film-card.tsx';
import { HomeSection } from './home-section.tsx';

const PLACEHOLDERS = 12;
const FIRST_SCREEN = 8;

type FilmShelfProps = {
  readonly title: string;
  /** `undefined` while they load. */
  readonly films: readonly FilmSummary[] | undefined;
  readonly action?: ReactNode;
  /** Whether the films are visible without scrolling. */
  readonly isFirst?: boolean;
};

/** A row of films under a heading. */
export function FilmShelf({ title, films, action, isFirst = false }: FilmShelfProps) {
  return (
    <HomeSection title={title} action={action}>
      <PosterStrip aria-label={title}>
        {films?.map((film, index) => (
          <FilmCard key={film.id} film={film} isFirst={isFirst && index < FIRST_SCREEN} />
        ))}
        {!films && <CardSkeletons count={PLACEHOLDERS} />}
      </PosterStrip>
    </HomeSection>
  );
}

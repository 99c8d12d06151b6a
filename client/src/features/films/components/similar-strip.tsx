import { useQuery } from '@tanstack/react-query';
import { CardSkeletons } from '../../../components/ui/card-skeleton.tsx';
import { PosterStrip } from '../../../components/ui/poster-strip.tsx';
import { useSteadyError } from '../../../components/ui/use-steady-error.ts';
import { similarFilmsQuery } from '../api/similar-films.ts';
import { texts } from '../texts.ts';
import { FilmCard } from './film-card.tsx';

/** Similar films. Shows nothing if there are none or if they cannot be loaded. */
export function SimilarStrip({ id }: { readonly id: string }) {
  const query = useQuery(similarFilmsQuery(id));
  const { data, isPending } = query;
  const error = useSteadyError(query, id);
  if (error || data?.items.length === 0) return null;
  return (
    <section>
      <h2 className="heading-2 similar-heading">{texts.film.similar}</h2>
      <PosterStrip aria-label={texts.film.similar}>
        {data?.items.map((film) => (
          <FilmCard key={film.id} film={film} />
        ))}
        {isPending && <CardSkeletons count={8} />}
      </PosterStrip>
    </section>
  );
}

import type { Movie } from '../../lib/api-types.gen.ts';
import type { MovieDetails } from './api/movies.ts';
import { texts as sharedTexts } from '../../lib/texts.ts';
import { texts } from './texts.ts';

/** Names of facts about a movie, each with its value. Unknown facts are left out. */
export function movieFacts({
  rating,
  votes,
  runtimeMin,
  countries,
  crew,
}: MovieDetails): readonly (readonly [string, string])[] {
  const directors = directorsOf({ crew });
  const facts: readonly (readonly [string, string | undefined])[] = [
    [texts.rating, rating === undefined ? undefined : texts.votes(rating, votes)],
    [texts.runtime, runtimeMin === undefined ? undefined : lengthOf(runtimeMin)],
    [directors.length > 1 ? texts.directors : texts.director, sharedTexts.list(directors)],
    [texts.country, sharedTexts.list(countries)],
  ];
  return facts.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const]));
}

export function directorsOf({ crew }: Pick<Movie, 'crew'>): readonly string[] {
  return crew.filter(({ role }) => role === 'Director').map(({ name }) => name);
}

/** The year of the first release; `undefined` if it is unknown. */
export function yearOf({ releaseDate }: Pick<Movie, 'releaseDate'>): number | undefined {
  return releaseDate === undefined ? undefined : Number(releaseDate.slice(0, 4));
}

function lengthOf(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? texts.minutes(minutes) : texts.hoursAndMinutes(hours, minutes % 60);
}

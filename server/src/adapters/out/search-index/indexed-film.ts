import { filmPrior } from '../../../domain/film-prior.ts';
import { summariseFilm, type FilmAttributes, type FilmSummary } from '../../../domain/film.ts';

/** What the index keeps of a film. */
export type IndexedFilm = {
  readonly version: number;
  readonly summary: FilmSummary;
  /** See {@link filmPrior}. */
  readonly prior: number;
};

export function indexedFilm(id: string, version: number, attributes: FilmAttributes): IndexedFilm {
  return { version, summary: summariseFilm(id, attributes), prior: filmPrior(attributes) };
}

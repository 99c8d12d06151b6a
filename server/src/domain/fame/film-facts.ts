import { FILM_BOUNDS, type FilmAttributes } from '../film.ts';

/** What fame is computed from. The whole synopsis is needed, because it may mention any film of the catalogue. */
export type FameFacts = {
  readonly title: string;
  /** Films with the same key have the same title. */
  readonly key: string;
  readonly year: number;
  readonly extract: string;
  readonly cast: readonly string[];
  readonly picture: 'none' | 'picture' | 'poster';
  readonly popularity: number | undefined;
};

/** @param key the `titleKey` of the title */
export function fameFacts(attributes: FilmAttributes, key: string): FameFacts {
  const { title, year, extract = '', cast = [], popularity } = attributes;
  return { title, key, year, extract, cast, picture: pictureOf(attributes), popularity: validPopularity(popularity) };
}

/** Films that were stored before this attribute was validated may have any value in it. */
function validPopularity(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= FILM_BOUNDS.popularityMax ? value : undefined;
}

/** A picture that is taller than wide counts as a poster. Other pictures show, for example, a scene or the director. */
function pictureOf({ thumbnail, thumbnailWidth = 0, thumbnailHeight = 0 }: FilmAttributes): FameFacts['picture'] {
  if (thumbnail === undefined) return 'none';
  return thumbnailHeight > thumbnailWidth ? 'poster' : 'picture';
}

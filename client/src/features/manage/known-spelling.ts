import { isSameName } from '../../lib/is-same-name.ts';
import { changedFields, type FilmTexts } from './film-fields.ts';

/**
 * The texts with genres as the catalogue spells them, so that "drama" does not become a genre beside "Drama". Genres
 * that the user did not change stay as they are.
 *
 * @param base the initial texts
 */
export function withKnownGenres(base: FilmTexts, texts: FilmTexts, known: readonly string[]): FilmTexts {
  if (!changedFields(base, texts).some(({ name }) => name === 'genres')) return texts;
  const genres = texts.genres
    .split(',')
    .map((typed) => known.find((genre) => isSameName(genre, typed)) ?? typed.trim());
  return { ...texts, genres: [...new Set(genres)].filter((genre) => genre !== '').join(', ') };
}

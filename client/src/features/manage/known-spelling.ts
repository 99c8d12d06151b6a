import { isSameName } from '../../lib/is-same-name.ts';
import { changedFields, type FilmTexts } from './film-fields.ts';

/**
 * The texts with genres as the catalogue spells them, so that "drama" does not become a genre beside "Drama". If
 * the user did not change the field at all, its genres stay as they are, and the catalogue is not asked.
 *
 * @param base the initial texts
 * @param ask requests the genres of the catalogue
 */
export async function withKnownGenres(
  base: FilmTexts,
  texts: FilmTexts,
  ask: () => Promise<readonly string[]>,
): Promise<FilmTexts> {
  if (!changedFields(base, texts).some(({ name }) => name === 'genres')) return texts;
  const known = await ask();
  const genres = texts.genres
    .split(',')
    .map((typed) => known.find((genre) => isSameName(genre, typed)) ?? typed.trim());
  return { ...texts, genres: [...new Set(genres)].filter((genre) => genre !== '').join(', ') };
}

import type { Film, FilmAttributes } from '../../server/src/domain/film.ts';
import { filmSlug, numberedFilmId } from '../../server/src/domain/film-id.ts';
import { pick, randomInt, seededRandom, type Random } from '../../server/testing/random.ts';

/**
 * The shares of words and names that differ between a copy and its original. With these shares, copies add as many new
 * words and names to the vocabulary as real films would.
 */
const OTHER_WORD_SHARE = 0.3;
const NEW_WORD_SHARE = 0.05;
const OTHER_SURNAME_SHARE = 0.6;

/**
 * Returns the films and `factor` - 1 perturbed copies of each. In a copy, some words of the title are replaced by words
 * from other titles or by new words. Some people get the surnames of other people, and years move by up to five.
 */
export function scaleFilms(films: readonly Film[], factor: number, seed: number): Film[] {
  const random = seededRandom(seed);
  const words = films.flatMap(({ attributes }) => attributes.title.split(' '));
  const surnames = films.flatMap(({ attributes }) => (attributes.cast ?? []).map(surnameOf));
  const scaled = new Map(films.map((film) => [film.id, film]));
  for (let copy = 1; copy < factor; copy += 1) {
    const renamed = new Map<string, string>();
    for (const film of films) {
      const attributes = perturb(film.attributes, { random, words, surnames, renamed });
      const id = freeId(scaled, filmSlug(attributes.title, attributes.year));
      scaled.set(id, { id, version: 1, attributes });
    }
  }
  return [...scaled.values()];
}

type Perturbation = {
  readonly random: Random;
  readonly words: readonly string[];
  readonly surnames: readonly string[];
  /** Gives each person the same new name throughout a copy. */
  readonly renamed: Map<string, string>;
};

function perturb(attributes: FilmAttributes, { random, words, surnames, renamed }: Perturbation): FilmAttributes {
  const title = attributes.title
    .split(' ')
    .map((word) => {
      const chance = random();
      if (chance < NEW_WORD_SHARE) return changeLetter(random, word);
      return chance < NEW_WORD_SHARE + OTHER_WORD_SHARE ? pick(random, words) : word;
    })
    .join(' ')
    .slice(0, 500);
  const cast = attributes.cast?.map((name) => {
    const other = renamed.get(name) ?? rename(random, name, surnames);
    renamed.set(name, other);
    return other;
  });
  return {
    ...attributes,
    title,
    year: Math.min(2023, Math.max(1900, attributes.year + randomInt(random, 11) - 5)),
    ...(cast && { cast: [...new Set(cast)] }),
  };
}

function rename(random: Random, name: string, surnames: readonly string[]): string {
  const end = name.lastIndexOf(' ');
  if (end < 0 || random() > OTHER_SURNAME_SHARE) return name;
  return `${name.slice(0, end)} ${pick(random, surnames)}`;
}

function changeLetter(random: Random, word: string): string {
  const at = randomInt(random, word.length);
  return word.slice(0, at) + String.fromCharCode(97 + randomInt(random, 26)) + word.slice(at + 1);
}

function surnameOf(name: string): string {
  return name.slice(name.lastIndexOf(' ') + 1);
}

function freeId(taken: ReadonlyMap<string, Film>, slug: string): string {
  let ordinal = 1;
  while (taken.has(numberedFilmId(slug, ordinal))) ordinal += 1;
  return numberedFilmId(slug, ordinal);
}

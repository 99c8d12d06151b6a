import type { Film } from '../../server/src/domain/film.ts';
import { filmSlug, numberedFilmId } from '../../server/src/domain/film-id.ts';
import {
  pick,
  randomInt,
  seededRandom,
  weightedIndexes,
  zipfWeights,
  type Random,
} from '../../server/testing/random.ts';
import { capitalise, makeNames, makeVocabulary } from './word-maker.ts';

/** The main genres of the Wikipedia Movie Data Set, and how many of its 36,273 films have each. */
const GENRES = {
  Drama: 14062, Comedy: 10498, Silent: 7131, Western: 4436, Romance: 2857, Crime: 2612, Action: 2241, Thriller: 1998,
  Musical: 1785, Adventure: 1761, Horror: 1758, War: 1694, 'Science Fiction': 1169, Mystery: 1163, Noir: 1120,
  Short: 1023, Animated: 897, Fantasy: 777, Biography: 753, Historical: 567, Documentary: 527, Sports: 459, Family: 435,
  Independent: 319, Supernatural: 313, Erotic: 240, Slasher: 231, Superhero: 221, Spy: 214, Teen: 205, Satire: 119,
}; // prettier-ignore

/** Number of films in the Wikipedia Movie Data Set per decade, from 1900 to 2020. */
const DECADES = [354, 3869, 5536, 4429, 4519, 3151, 1582, 1617, 2272, 2849, 2430, 2512, 1153];
/** Number of films by number of words in the title. The first number is for titles of one word. */
const TITLE_WORDS = [3981, 10562, 11090, 6311, 2831, 896, 336, 150, 51, 26];
/** Number of films by number of cast members. The first number is for films without cast members. */
const CAST_MEMBERS = [869, 1368, 13564, 12303, 2056, 1357, 1158, 779, 529, 390, 276, 217, 187, 125, 110, 121, 99, 76];
/** Number of films by number of genres. The first number is for films without genres. */
const GENRES_OF_FILM = [588, 14135, 15552, 5116, 786];
/**
 * Number of words of a synopsis. With 46 words the average film has 638 bytes of JSON; the average real film has 626.
 */
const SYNOPSIS_WORDS = 46;
const THUMBNAIL_SHARE = 0.84;

/**
 * Heaps' law: vocabulary = k * tokens ** b. The values of k and b were measured on the real titles (14,276 different
 * words among 107,967) and on the real people (28,630 different names among 133,280). A name combines a first name and
 * a surname, so there are fewer first names and surnames than names.
 */
const heaps = (tokens: number, k: number, b: number) => Math.max(50, Math.round(k * tokens ** b));

/** Makes films with Zipf-distributed words, names and genres. The same seed makes the same films. */
export function syntheticFilms(count: number, seed: number): Film[] {
  const random = seededRandom(seed);
  const maker = new FilmMaker(random, count);
  const taken = new Map<string, number>();
  return Array.from({ length: count }, () => {
    const attributes = maker.make();
    const slug = filmSlug(attributes.title, attributes.year);
    const ordinal = (taken.get(slug) ?? 0) + 1;
    taken.set(slug, ordinal);
    return { id: numberedFilmId(slug, ordinal), version: 1, attributes };
  });
}

class FilmMaker {
  readonly #random: Random;
  readonly #words: string[];
  readonly #drawWord: () => number;
  readonly #people: string[];
  readonly #drawPerson: () => number;
  readonly #genres = Object.keys(GENRES);
  readonly #drawGenre: () => number;
  readonly #drawDecade: () => number;
  readonly #drawTitleWords: () => number;
  readonly #drawCastMembers: () => number;
  readonly #drawGenres: () => number;

  constructor(random: Random, films: number) {
    this.#random = random;
    // Drawing from a Zipf distribution misses some words, so the vocabulary is made a third larger than Heaps' law
    // says. With this larger vocabulary, 36,273 films have 13,916 words and 30,589 people. The real films have 14,276
    // words and 28,630 people.
    this.#words = makeVocabulary(random, Math.round(1.33 * heaps(films * 3, 9.2, 0.634)));
    this.#drawWord = weightedIndexes(random, zipfWeights(this.#words.length));
    this.#people = makePeople(random, Math.round(1.33 * heaps(films * 3.7, 2.28, 0.8)));
    this.#drawPerson = weightedIndexes(random, zipfWeights(this.#people.length, 0.75, 20));
    this.#drawGenre = weightedIndexes(random, Object.values(GENRES));
    this.#drawDecade = weightedIndexes(random, DECADES);
    this.#drawTitleWords = weightedIndexes(random, TITLE_WORDS);
    this.#drawCastMembers = weightedIndexes(random, CAST_MEMBERS);
    this.#drawGenres = weightedIndexes(random, GENRES_OF_FILM);
  }

  make() {
    const title = this.#text(this.#drawTitleWords() + 1)
      .map(capitalise)
      .join(' ');
    const page = title.replaceAll(' ', '_');
    const shard = randomInt(this.#random, 256).toString(16).padStart(2, '0');
    const thumbnail = `https://images.example/wikipedia/en/${shard.charAt(0)}/${shard}/${page}_film_poster.jpg`;
    return {
      title,
      year: Math.min(2023, 1900 + 10 * this.#drawDecade() + randomInt(this.#random, 10)),
      cast: this.#distinct(this.#drawCastMembers(), () => this.#people[this.#drawPerson()] ?? ''),
      genres: this.#distinct(this.#drawGenres(), () => this.#genres[this.#drawGenre()] ?? ''),
      href: page,
      extract: `${capitalise(this.#text(SYNOPSIS_WORDS).join(' '))}.`,
      ...(this.#random() < THUMBNAIL_SHARE && { thumbnail, thumbnailWidth: 220, thumbnailHeight: 330 }),
    };
  }

  #text(words: number): string[] {
    return Array.from({ length: words }, () => this.#words[this.#drawWord()] ?? '');
  }

  #distinct(count: number, draw: () => string): string[] {
    return [...new Set(Array.from({ length: count }, draw))];
  }
}

/** Makes distinct full names, the most frequent first. */
function makePeople(random: Random, size: number): string[] {
  const firstNames = makeNames(random, Math.max(40, Math.round(size ** 0.75)));
  const surnames = makeNames(random, Math.max(80, Math.round(size ** 0.9)));
  const drawFirst = weightedIndexes(random, zipfWeights(firstNames.length));
  const people = new Set<string>();
  while (people.size < size) people.add(`${firstNames[drawFirst()] ?? ''} ${pick(random, surnames)}`);
  return [...people];
}

import type { Film, FilmAttributes } from '../../server/src/domain/film.ts';
import { filmSlug, numberedFilmId } from '../../server/src/domain/film-id.ts';
import { pick, randomInt, seededRandom, type Random } from '../../server/testing/random.ts';

/** The share of made titles that are the title of a real film, as remakes are. */
const SAME_TITLE_SHARE = 0.1;
/**
 * The shares of words of titles and of long words of synopses that are new words. With them the vocabulary of the titles
 * of a million films is that of Heaps' law, as measured on the real titles (see `synthetic-films.ts`).
 */
const NEW_TITLE_WORD_SHARE = 0.04;
const NEW_WORD_SHARE = 0.006;
/** The share of people that get another surname in a pass over the real films; see `perturbed-copies.ts`. */
const OTHER_SURNAME_SHARE = 0.6;
/** The share of sentences after the first one that come from the synopsis of another film. */
const OTHER_SENTENCE_SHARE = 0.5;

const SENTENCE_END = /(?<=[.!?]["”]?) (?=["“]?\p{Lu})/u;
const LONG_WORD = /(?<!\p{L})\p{Ll}{6,}(?!\p{L})/gu;

/**
 * The real films, and then as many films made from them as are needed. The made films are made in passes over the real
 * ones. Each has the genres, the number of people and the number of words of one real film, and a year up to five years
 * away. Its title has the beginning of one real title and the end of another. In one pass a person has the same new name
 * everywhere. Some sentences of its synopsis come from other films, and the synopsis names the new title, people and
 * year. The same films and seed give the same films.
 */
export function* recombinedFilms(real: readonly Film[], count: number, seed: number): Generator<Film> {
  const recombiner = new Recombiner(real, seededRandom(seed));
  const ids = new Set(real.map(({ id }) => id));
  /** The next ordinal to try for each slug of a made film. */
  const ordinals = new Map<string, number>();
  for (let made = 0; made < count; made += 1) {
    const film = real[made % real.length];
    if (!film) return;
    if (made < real.length) {
      yield film;
      continue;
    }
    if (made % real.length === 0) recombiner.renameEveryone();
    const attributes = recombiner.make(film.attributes);
    const slug = filmSlug(attributes.title, attributes.year);
    let ordinal = ordinals.get(slug) ?? 1;
    while (ids.has(numberedFilmId(slug, ordinal))) ordinal += 1;
    ordinals.set(slug, ordinal + 1);
    yield { id: numberedFilmId(slug, ordinal), version: 1, attributes };
  }
}

class Recombiner {
  readonly #random: Random;
  readonly #titles: readonly (readonly string[])[];
  readonly #words: readonly string[];
  readonly #surnames: readonly string[];
  readonly #sentences: readonly string[];
  #renamed = new Map<string, string>();

  constructor(films: readonly Film[], random: Random) {
    this.#random = random;
    this.#titles = films.map(({ attributes }) => attributes.title.split(' '));
    this.#words = this.#titles.flat();
    this.#surnames = films.flatMap(({ attributes }) => (attributes.cast ?? []).map(surnameOf));
    this.#sentences = films.flatMap(({ attributes }) => sentencesOf(attributes).slice(1));
  }

  renameEveryone(): void {
    this.#renamed = new Map();
  }

  make(from: FilmAttributes): FilmAttributes {
    const title = this.#titleLike(from.title);
    const year = Math.min(2023, Math.max(1900, from.year + randomInt(this.#random, 11) - 5));
    const rename = (names: readonly string[]) => [...new Set(names.map((name) => this.#nameFor(name)))];
    const { cast, directors, extract } = from;
    return {
      ...from,
      title,
      year,
      ...(cast && { cast: rename(cast) }),
      ...(directors && { directors: rename(directors) }),
      ...(extract !== undefined && { extract: this.#synopsisLike(from, title, year) }),
    };
  }

  #titleLike(title: string): string {
    const random = this.#random;
    const { length } = title.split(' ');
    if (random() < SAME_TITLE_SHARE) return title;
    const ofFirst = Math.ceil(length / 2);
    const words = [
      ...this.#titleOf(ofFirst).slice(0, ofFirst),
      ...(length > ofFirst ? this.#titleOf(length - ofFirst).slice(ofFirst - length) : []),
    ];
    const made = words.map((word) => (random() < NEW_TITLE_WORD_SHARE ? this.#newWord(word) : word)).join(' ');
    return made.slice(0, 500);
  }

  /** The words of a real title that has at least this many. */
  #titleOf(words: number): readonly string[] {
    for (;;) {
      const title = pick(this.#random, this.#titles);
      if (title.length >= words) return title;
    }
  }

  #nameFor(name: string): string {
    let other = this.#renamed.get(name);
    if (other === undefined) {
      const end = name.lastIndexOf(' ');
      const isKept = end < 0 || this.#random() > OTHER_SURNAME_SHARE;
      other = isKept ? name : `${name.slice(0, end)} ${pick(this.#random, this.#surnames)}`;
      this.#renamed.set(name, other);
    }
    return other;
  }

  #synopsisLike(from: FilmAttributes, title: string, year: number): string {
    const random = this.#random;
    const sentences = sentencesOf(from).map((own, i) =>
      i > 0 && random() < OTHER_SENTENCE_SHARE ? pick(random, this.#sentences) : own,
    );
    let text = sentences.join(' ').replaceAll(String(from.year), String(year)).replaceAll(from.title, title);
    for (const name of [...(from.cast ?? []), ...(from.directors ?? [])]) {
      const other = this.#nameFor(name);
      if (other !== name) text = text.replaceAll(name, other);
    }
    return text.replace(LONG_WORD, (word) => (random() < NEW_WORD_SHARE ? this.#newWord(word) : word));
  }

  /** A word with the beginning of one word and the end of another. */
  #newWord(word: string): string {
    const other = pick(this.#random, this.#words);
    return word.slice(0, Math.ceil(word.length / 2)) + other.slice(Math.floor(other.length / 2)).toLowerCase();
  }
}

function sentencesOf({ extract = '' }: FilmAttributes): string[] {
  return extract.split(SENTENCE_END);
}

function surnameOf(name: string): string {
  return name.slice(name.lastIndexOf(' ') + 1);
}

import { filmIdTaken, invalidFilm, MarqueeError } from '../../domain/errors.ts';
import { filmSlug, numberedFilmId } from '../../domain/film-id.ts';
import type { FilmAttributes, WrittenFilm } from '../../domain/film.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import type { FilmSearch } from '../../ports/film-search.ts';
import { filmIdSchema, parseFilmAttributes, splitId } from './film-schema.ts';

/** Numbers tried for a taken slug. */
const NUMBERED_TRIES = 8;

/** After them the time is tried, in milliseconds and base 36, eight characters until the year 2059. */
const TIMED_TRIES = 20;

export class CreateFilm {
  readonly #films: FilmRepository;
  readonly #search: FilmSearch;
  readonly #clock: Clock;

  constructor(films: FilmRepository, search: FilmSearch, clock: Clock) {
    this.#films = films;
    this.#search = search;
    this.#clock = clock;
  }

  /**
   * @param document the film; with an `id` it gets that id, without one a readable id is made and suffixed when taken
   * @throws MarqueeError `invalid`, or `conflict` when the `id` given is taken
   */
  async execute(document: unknown): Promise<WrittenFilm> {
    const { id, rest } = splitId(document);
    const attributes = parseFilmAttributes(rest);
    const film = id === undefined ? await this.#createUnnamed(attributes) : await this.#createNamed(id, attributes);
    this.#search.apply([film]);
    return film;
  }

  async #createNamed(id: unknown, attributes: FilmAttributes): Promise<WrittenFilm> {
    const parsed = filmIdSchema.safeParse(id);
    if (!parsed.success) {
      throw invalidFilm([{ pointer: '/id', detail: parsed.error.issues[0]?.message ?? 'is not an id' }]);
    }
    const film = await this.#films.create(parsed.data, attributes);
    if (!film) throw filmIdTaken(parsed.data);
    return film;
  }

  async #createUnnamed(attributes: FilmAttributes): Promise<WrittenFilm> {
    const slug = filmSlug(attributes.title, attributes.year);
    for (const id of this.#candidates(slug)) {
      const film = await this.#films.create(id, attributes);
      if (film) return film;
    }
    throw new MarqueeError('conflict', 'no-free-id', `No id is free for "${slug}". Try again, or choose one.`);
  }

  *#candidates(slug: string): Generator<string> {
    for (let ordinal = 1; ordinal <= NUMBERED_TRIES; ordinal += 1) yield numberedFilmId(slug, ordinal);
    for (let i = 0; i < TIMED_TRIES; i += 1) yield `${slug}-${(this.#clock.nowMs() + i).toString(36)}`;
  }
}

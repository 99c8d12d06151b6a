import { filmIdTaken, invalidFilm } from '../../domain/errors.ts';
import { filmSlug, numberedFilmId } from '../../domain/film-id.ts';
import type { Film, FilmAttributes } from '../../domain/film.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import type { FilmSearch } from '../../ports/film-search.ts';
import { filmIdSchema, parseFilmAttributes, splitId } from './film-schema.ts';

/** Suffixes tried for a taken slug: one by one at first, then doubling, so that a thousand namesakes cost ten writes. */
const ORDINALS = [1, 2, 3, 4, ...Array.from({ length: 18 }, (_, i) => 2 ** (i + 3))];

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
  async execute(document: unknown): Promise<Film> {
    const { id, rest } = splitId(document);
    const attributes = parseFilmAttributes(rest);
    const film = id === undefined ? await this.#createUnnamed(attributes) : await this.#createNamed(id, attributes);
    this.#search.apply([{ ...film, changedAtMs: this.#clock.nowMs() }]);
    return film;
  }

  async #createNamed(id: unknown, attributes: FilmAttributes): Promise<Film> {
    const parsed = filmIdSchema.safeParse(id);
    if (!parsed.success) {
      throw invalidFilm([{ pointer: '/id', detail: parsed.error.issues[0]?.message ?? 'is not an id' }]);
    }
    const film = await this.#films.create(parsed.data, attributes);
    if (!film) throw filmIdTaken(parsed.data);
    return film;
  }

  async #createUnnamed(attributes: FilmAttributes): Promise<Film> {
    const slug = filmSlug(attributes.title, attributes.year);
    for (const ordinal of ORDINALS) {
      const film = await this.#films.create(numberedFilmId(slug, ordinal), attributes);
      if (film) return film;
    }
    throw filmIdTaken(slug);
  }
}

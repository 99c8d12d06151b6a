import { filmNotFound } from '../../domain/errors.ts';
import { isFilmId } from '../../domain/film-id.ts';
import type { ExpectedVersion, FilmRepository } from '../../ports/film-repository.ts';
import type { SearchFeed } from '../../ports/search-feed.ts';

export class DeleteFilm {
  readonly #films: FilmRepository;
  readonly #feed: Pick<SearchFeed, 'apply'>;

  constructor(films: FilmRepository, feed: Pick<SearchFeed, 'apply'>) {
    this.#films = films;
    this.#feed = feed;
  }

  /** @throws MarqueeError `not-found` or `precondition-failed` */
  async execute(id: string, expected: ExpectedVersion): Promise<void> {
    if (!isFilmId(id)) throw filmNotFound(id);
    await this.#feed.apply([await this.#films.delete(id, expected)]);
  }
}

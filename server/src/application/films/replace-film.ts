import { filmNotFound } from '../../domain/errors.ts';
import { isFilmId } from '../../domain/film-id.ts';
import type { WrittenFilm } from '../../domain/film.ts';
import type { ExpectedVersion, FilmRepository } from '../../ports/film-repository.ts';
import type { SearchFeed } from '../../ports/search-feed.ts';
import { parseFilmAttributes } from './film-schema.ts';
import { withoutOwnId } from './own-id.ts';

export class ReplaceFilm {
  readonly #films: FilmRepository;
  readonly #feed: Pick<SearchFeed, 'apply'>;

  constructor(films: FilmRepository, feed: Pick<SearchFeed, 'apply'>) {
    this.#films = films;
    this.#feed = feed;
  }

  /** @throws MarqueeError `invalid`, `not-found` (a replacement never creates a film) or `precondition-failed` */
  async execute(id: string, document: unknown, expected: ExpectedVersion): Promise<WrittenFilm> {
    if (!isFilmId(id)) throw filmNotFound(id);
    const attributes = parseFilmAttributes(withoutOwnId(id, document));
    const film = await this.#films.replace(id, attributes, expected);
    await this.#feed.apply([film]);
    return film;
  }
}

import type { FilmSearch } from '../../ports/film-search.ts';
import type { CurrentSearch } from '../search/current-search.ts';

/** Lists the ids of all films, in parts that are small enough for one answer. */
export class ListFilms {
  readonly #search: Pick<FilmSearch, 'ids' | 'size'>;
  readonly #current: Pick<CurrentSearch, 'ensure'>;
  readonly #partSize: number;

  /** @param partSize the number of films in a part */
  constructor(search: Pick<FilmSearch, 'ids' | 'size'>, current: Pick<CurrentSearch, 'ensure'>, partSize: number) {
    this.#search = search;
    this.#current = current;
    this.#partSize = partSize;
  }

  /** @returns the number of parts, 1 or more */
  async parts(): Promise<number> {
    await this.#current.ensure();
    return Math.max(1, Math.ceil((await this.#search.size()) / this.#partSize));
  }

  /** @param part 1 or more. A film that is added or deleted between two calls may move films into other parts. */
  async part(part: number): Promise<readonly string[]> {
    await this.#current.ensure();
    return this.#search.ids((part - 1) * this.#partSize, this.#partSize);
  }
}

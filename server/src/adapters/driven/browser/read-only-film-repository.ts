import { MarqueeError } from '../../../domain/errors.ts';
import { synopsisOf, type Film, type FilmChange } from '../../../domain/film.ts';
import type { FilmRepository } from '../../../ports/film-repository.ts';

/** Films that never change, read as a whole when the first of them is needed. */
export class ReadOnlyFilmRepository implements FilmRepository {
  readonly #read: () => Promise<readonly Film[]>;
  readonly #refusal: string;
  #films: Promise<ReadonlyMap<string, Film>> | undefined;

  /**
   * @param read reads all films. After a failure, the next request reads them again
   * @param refusal a sentence that says why nothing can be written; clients see it
   */
  constructor(read: () => Promise<readonly Film[]>, refusal: string) {
    this.#read = read;
    this.#refusal = refusal;
  }

  async get(id: string): Promise<Film | undefined> {
    return (await this.#all()).get(id);
  }

  lastVersion(id: string): Promise<Film | undefined> {
    return this.get(id);
  }

  async readSynopses(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const films = await this.#all();
    const synopses = ids.map((id) => [id, synopsisOf(films.get(id)?.attributes ?? {})] as const);
    return new Map(synopses.filter((entry): entry is [string, string] => entry[1] !== undefined));
  }

  changesSince(): Promise<FilmChange[]> {
    return Promise.resolve([]);
  }

  async *scan(): AsyncGenerator<readonly Film[]> {
    yield [...(await this.#all()).values()];
  }

  create(): Promise<never> {
    return this.#refuse();
  }

  replace(): Promise<never> {
    return this.#refuse();
  }

  delete(): Promise<never> {
    return this.#refuse();
  }

  forgetChange(): Promise<never> {
    return this.#refuse();
  }

  #refuse(): Promise<never> {
    return Promise.reject(new MarqueeError('not-configured', 'writes-refused', this.#refusal));
  }

  #all(): Promise<ReadonlyMap<string, Film>> {
    return (this.#films ??= this.#read().then(
      (films) => new Map(films.map((film) => [film.id, film])),
      (cause: unknown) => {
        this.#films = undefined;
        throw new MarqueeError('upstream-unavailable', 'store-unavailable', 'The films cannot be read now.', { cause });
      },
    ));
  }
}

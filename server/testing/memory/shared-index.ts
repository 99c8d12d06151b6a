import type { Film, FilmAttributes, FilmChange } from '../../src/domain/film.ts';
import type { SharedIndex } from '../../src/ports/shared-index.ts';

type Versions = Map<string, { readonly version: number; readonly attributes: FilmAttributes | undefined }>;

/** The indices of a search engine, for tests. */
export class MemorySharedIndex implements SharedIndex {
  readonly format: string;
  readonly indices: Map<string, Versions>;
  /** The number of changes in each replay. */
  readonly replays: number[] = [];
  current: string | undefined;
  isDown = false;
  /** Called at the beginning of each step, so that a test can do something in between. */
  before: (step: 'build' | 'replay' | 'switch') => Promise<void> = () => Promise.resolve();

  /** @param other an index of another format in the same engine */
  constructor(format = 'memory', other?: MemorySharedIndex) {
    this.format = format;
    this.indices = other?.indices ?? new Map<string, Versions>();
  }

  nameAt = (ms: number): string => `${this.format}-${String(ms)}`;

  async searched(): Promise<string | undefined> {
    await this.#answer();
    return this.current;
  }

  async build(name: string, films: AsyncIterable<readonly Film[]>): Promise<number> {
    await this.#answer('build');
    const versions: Versions = new Map();
    this.indices.set(name, versions);
    for await (const batch of films) for (const { id, ...film } of batch) versions.set(id, film);
    return versions.size;
  }

  async replay(changes: readonly FilmChange[], building = this.current): Promise<void> {
    await this.#answer('replay');
    this.replays.push(changes.length);
    const versions = this.indices.get(building ?? '');
    if (!versions) throw new Error('there is no index');
    for (const { id, version, attributes } of changes) {
      if (version > (versions.get(id)?.version ?? 0)) versions.set(id, { version, attributes });
    }
  }

  async switchTo(name: string): Promise<void> {
    await this.#answer('switch');
    this.current = name;
  }

  async remove(name: string): Promise<void> {
    await this.#answer();
    this.indices.delete(name);
  }

  async removeBefore(name: string, kept: readonly string[]): Promise<void> {
    await this.#answer();
    const builtAt = (each: string) => Number(each.split('-').at(-1));
    for (const each of this.indices.keys()) {
      if (builtAt(each) < builtAt(name) && !kept.includes(each)) this.indices.delete(each);
    }
  }

  /** The titles of the films that searches find. */
  titles(): string[] {
    const films = [...(this.indices.get(this.current ?? '')?.values() ?? [])];
    return films.flatMap(({ attributes }) => (attributes ? [attributes.title] : [])).sort();
  }

  async #answer(step?: 'build' | 'replay' | 'switch'): Promise<void> {
    if (step) await this.before(step);
    if (this.isDown) throw new Error('the engine is down');
  }
}

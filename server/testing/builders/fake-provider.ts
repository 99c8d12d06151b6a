import { MarqueeError } from '../../src/domain/errors.ts';
import type { MovieDetails, MoviePage } from '../../src/domain/movie.ts';
import type { MovieRequest } from '../../src/domain/movie-request.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { MovieProvider } from '../../src/ports/movie-provider.ts';

export const PROVIDER_DOWN = new MarqueeError('upstream-unavailable', 'provider-unavailable', 'Down.', {
  retryAfterSec: 5,
});

/** A provider whose answers take time on the test's clock. Tests set its failures. */
export class FakeProvider implements MovieProvider {
  readonly name = 'fake';
  readonly attribution = { name: 'Fake', url: 'https://fake.example/', logo: '/fake.svg', notice: 'Fake.' };
  /** The calls of all server instances that share this provider. */
  readonly calls: string[] = [];
  tookMs = 300;
  failure: MarqueeError | undefined;
  refused: MarqueeError | undefined;
  /** Queries for which the provider finds nothing. */
  readonly unknown = new Set<string>();
  /** The number of characters in the overview of every answer. */
  overviewLength = 20;
  /** Whether calls never end, as in a process that is killed during its calls. */
  isKilled = false;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  refusal(): MarqueeError | undefined {
    return this.refused;
  }

  isConfigured(): Promise<boolean> {
    return Promise.resolve(true);
  }

  hasKey(): boolean {
    return true;
  }

  async search(request: Extract<MovieRequest, { operation: 'search' }>): Promise<MoviePage> {
    await this.#call(`search ${request.query} ${String(request.page)}`);
    if (this.unknown.has(request.query)) return { page: request.page, totalPages: 0, totalResults: 0, items: [] };
    return {
      page: request.page,
      totalPages: 1,
      totalResults: 1,
      items: [{ id: this.calls.length, title: request.query, overview: 'x'.repeat(this.overviewLength), votes: 0 }],
    };
  }

  async details(request: Extract<MovieRequest, { operation: 'details' }>): Promise<MovieDetails | undefined> {
    await this.#call(`details ${String(request.id)}`);
    if (request.id === 404) return undefined;
    return { id: request.id, title: 'Title', votes: 0, genres: [], countries: [], cast: [], crew: [] };
  }

  async #call(name: string): Promise<void> {
    this.calls.push(name);
    if (this.isKilled) await new Promise(() => undefined);
    await this.#clock.sleep(this.tookMs);
    if (this.failure) throw this.failure;
  }
}

import { randomUUID } from 'node:crypto';
import type { Check } from './check.ts';
import { expectThat, Skipped, type Json } from './expect.ts';
import { jsonOf, type Answer, type Marquee } from './marquee.ts';
import { needScope } from './scopes.ts';

type Cache = { readonly status: string; readonly hits: number };

/** Live movies through the cache, with a query that nobody has ever sent. */
export class MovieSearching {
  readonly #query = `verification ${randomUUID().slice(0, 8)}`;
  readonly #path = `/v1/movies?query=${encodeURIComponent(this.#query)}`;

  readonly checks: readonly Check[] = [
    {
      name: 'live movies: a new search misses the cache',
      expected: 'cache.status is miss, and Cache-Status says fwd=miss',
      run: async (marquee) => {
        const answer = await this.ask(marquee);
        const { status } = cacheIn(answer);
        expectThat(status === 'miss', `cache.status is ${status}`);
        return saidBy(answer, 'fwd=miss');
      },
    },
    {
      name: 'live movies: the same search hits the cache',
      expected: 'the same answer with cache.status hit, Cache-Status hit, an Age and a count of hits',
      run: async (marquee) => {
        const [first, hit] = [await this.ask(marquee), await this.#until(marquee, 'hit')];
        const { hits } = cacheIn(hit);
        expectThat(hits > 0, `the count of hits is ${String(hits)}`);
        expectThat(hit.headers.get('age') !== null, 'there is no Age');
        expectThat(withoutCache(hit) === withoutCache(first), 'the answer is another one');
        return `${saidBy(hit, 'hit')}, ${String(hits)} hits`;
      },
    },
    {
      name: 'a purge without a token is refused',
      expected: '401 or 403',
      run: async (marquee) => {
        const { status } = await marquee.ask(this.#purgePath, { method: 'DELETE' });
        expectThat(status === 401 || status === 403, `status ${String(status)}`);
        return String(status);
      },
    },
    {
      name: 'a purge empties the cache of the search',
      expected: '202, and within seconds the search misses again',
      run: async (marquee) => {
        needScope(marquee, 'cache:purge');
        const purge = await marquee.write('DELETE', this.#purgePath);
        jsonOf(purge, 202);
        return `202, then ${saidBy(await this.#until(marquee, 'miss'), 'fwd=miss')}`;
      },
    },
  ];

  get #purgePath(): string {
    return `/v1/movies/cache?query=${encodeURIComponent(this.#query)}`;
  }

  /**
   * @returns the answer of the API to the search
   * @throws Skipped if the provider has no key
   */
  async ask(marquee: Marquee): Promise<Answer> {
    const answer = await marquee.ask(this.#path);
    if (answer.status === 403 && answer.text.includes('"provider-not-configured"'))
      throw new Skipped('there is no key of the movie provider');
    return answer;
  }

  async #until(marquee: Marquee, status: string): Promise<Answer> {
    // Another instance may read an entry, or notice a purge, only a few seconds later.
    return marquee.eventually(async () => {
      const answer = await this.ask(marquee);
      const seen = cacheIn(answer).status;
      expectThat(seen === status, `cache.status is still ${seen}`);
      return answer;
    });
  }
}

function cacheIn(answer: Answer): Cache {
  return jsonOf(answer, 200)['cache'] as Cache;
}

function withoutCache(answer: Answer): string {
  const { cache: _cache, ...movies } = jsonOf(answer, 200) as Json & { cache: unknown };
  return JSON.stringify(movies);
}

/** @returns the header Cache-Status (RFC 9211), which must contain `word` */
function saidBy({ headers }: Answer, word: string): string {
  const said = headers.get('cache-status') ?? 'absent';
  expectThat(said.split('; ').includes(word), `Cache-Status is “${said}”`);
  return `Cache-Status: ${said}`;
}

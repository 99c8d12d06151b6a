import type { Film } from '../../server/src/domain/film.ts';
import { planRequests } from '../api/api-requests.ts';
import type { PlannedRequest } from '../api/load-generator.ts';

/** One request in this many creates a film, which a later request deletes. */
const PAIR_EVERY = 40;

/** The number of different requests. Planning one takes about 5 ms, so a plan repeats them. */
const DIFFERENT = 2_000;

/**
 * Plans requests of every kind. In contrast to the requests of `bench:api`, they leave as many films as they found:
 * every film that they create is deleted half a plan later.
 */
export class SoakPlans {
  readonly #films: readonly Film[];
  readonly #token: string;
  readonly #others: readonly PlannedRequest[];

  constructor(films: readonly Film[], seed: number, token: string, different = DIFFERENT) {
    this.#films = films;
    this.#token = token;
    this.#others = planRequests(films, seed, different, token).filter(({ method }) => method !== 'POST');
  }

  /**
   * @param run the beginning of the ids of created films. A plan with another run has the same requests for other films
   */
  plan(count: number, run: string): PlannedRequest[] {
    const others = this.#others;
    const plan = Array.from({ length: count }, (_, i) => others[i % others.length]).filter((one) => one !== undefined);
    const pairs = Math.floor(count / PAIR_EVERY);
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
    for (let pair = 0; pair < pairs; pair += 1) {
      const id = `${run}-${String(pair)}`;
      const at = pair * (PAIR_EVERY / 2);
      const { attributes } = this.#films[pair % this.#films.length] ?? {};
      const body = JSON.stringify({ ...attributes, id });
      plan[at] = { label: 'POST /v1/films', method: 'POST', path: '/v1/films', headers, body, expect: [201] };
      plan[at + pairs * (PAIR_EVERY / 2)] = {
        ...{ label: 'DELETE /v1/films/{id}', method: 'DELETE', path: `/v1/films/${id}`, expect: [204] },
        headers: { authorization: headers.authorization, 'if-match': '*' },
      };
    }
    return plan;
  }
}

import type { Adapter, AdapterPayload } from 'oidc-provider';

/** So many sessions, codes and grants of each kind are kept; the oldest go first. */
const MAX_ENTRIES = 1_000;

/** What the development issuer remembers, until it stops. Its library looks at the times of expiry itself. */
export class DevelopmentMemory implements Adapter {
  readonly #entries = new Map<string, AdapterPayload>();
  readonly #isOfSessions: boolean;

  /** @param model what is kept in this memory, as the library names it, such as `Session` */
  constructor(model: string) {
    this.#isOfSessions = model === 'Session';
  }

  upsert(id: string, payload: AdapterPayload): Promise<undefined> {
    const [oldest] = this.#entries.keys();
    if (this.#entries.size >= MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
    this.#entries.set(id, payload);
    return Promise.resolve(undefined);
  }

  /**
   * A session is not found by its cookie, so that every sign-in asks: a hostile page gets no token from a consent
   * given to another page. A code still finds the session that it was made in, by `findByUid`.
   */
  find(id: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.#isOfSessions ? undefined : this.#entries.get(id));
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve([...this.#entries.values()].find((payload) => payload.uid === uid));
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  consume(id: string): Promise<undefined> {
    const payload = this.#entries.get(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
    return Promise.resolve(undefined);
  }

  destroy(id: string): Promise<undefined> {
    this.#entries.delete(id);
    return Promise.resolve(undefined);
  }

  revokeByGrantId(grantId: string): Promise<undefined> {
    for (const [id, payload] of this.#entries) if (payload.grantId === grantId) this.#entries.delete(id);
    return Promise.resolve(undefined);
  }
}

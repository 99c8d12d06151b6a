import type { Adapter, AdapterPayload } from 'oidc-provider';

/** The maximum number of entries of each kind (sessions, codes and grants). The oldest entries are evicted first. */
const MAX_ENTRIES = 1_000;

/**
 * The development issuer's storage, which is lost when the issuer stops. The storage does not expire entries, because
 * the OIDC library checks expiry times itself.
 */
export class DevelopmentMemory implements Adapter {
  readonly #entries = new Map<string, AdapterPayload>();
  readonly #isOfSessions: boolean;

  /** @param model the library's name for the kind of entry, such as `Session` */
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
   * Finds entries by id, but never a session by its cookie. So every sign-in asks for consent, and a hostile page
   * cannot get a token from a consent that was given to another page. The session of a code is still found, through
   * `findByUid`.
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

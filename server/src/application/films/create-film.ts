import { canonicalJson } from '../../domain/canonical-json.ts';
import { filmIdTaken, invalidFilm, isMarqueeError, MarqueeError } from '../../domain/errors.ts';
import { filmSlug, numberedFilmId } from '../../domain/film-id.ts';
import type { Film, FilmAttributes, JsonValue, WrittenFilm } from '../../domain/film.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import type { IdempotencyKey, IdempotencyStore } from '../../ports/idempotency-store.ts';
import type { SearchFeed } from '../../ports/search-feed.ts';
import { waitAtMost } from '../../resilience/deadline.ts';
import { filmIdSchema, parseFilmAttributes, splitId } from './film-schema.ts';

/** If the slug is taken, ids with a number are tried (`alien-1979-2`, `alien-1979-3`, ...), up to this number. */
const NUMBERED_TRIES = 8;

/**
 * If the ids with numbers are taken too, this many more ids are tried. Their suffix is the time in milliseconds,
 * written in base 36, which has 8 characters until the year 2059.
 */
const TIMED_TRIES = 20;

/** If the first request with an idempotency key is still running, a client should retry after this time. */
const RUNNING_RETRY_SEC = 1;

/**
 * The longest wait for the store of idempotency keys to complete or release a key. The client does not have to wait
 * longer, because it is already known whether the film was created.
 */
const KEY_WAIT_MS = 1_000;

export type CreateFilmPorts = {
  readonly films: Pick<FilmRepository, 'create'>;
  readonly feed: Pick<SearchFeed, 'apply'>;
  readonly keys: IdempotencyStore;
  readonly clock: Clock;
  /** Returns a new random name for each request, of 16 random bytes or more. */
  readonly newHolder: () => string;
};

/** A film that does not have an id yet. */
type Draft = {
  readonly attributes: FilmAttributes;
  readonly firstId: string;
  /** The ids to try, in this order, if the first id is taken. */
  readonly moreIds: Iterable<string>;
  readonly whenTaken: MarqueeError;
};

export class CreateFilm {
  readonly #ports: CreateFilmPorts;

  constructor(ports: CreateFilmPorts) {
    this.#ports = ports;
  }

  /**
   * @param document the film. If it has an `id`, the film gets that id; otherwise it gets a readable id, with a suffix
   * if the readable id is taken
   * @param key a repeated request with the same key and document returns the film as it was first created. If a
   * document is refused, its key can be used again.
   * @throws MarqueeError `invalid` (also when the key was used with another document), or `conflict` when the given
   * `id` is taken or another request with the key is running
   */
  async execute(document: unknown, key?: IdempotencyKey): Promise<Film> {
    const draft = this.#draft(document);
    if (key) return this.#createOnce(key, canonicalJson(document as JsonValue), draft);
    const film = await this.#create(draft.firstId, draft);
    await this.#ports.feed.apply([film]);
    return film;
  }

  async #createOnce(key: IdempotencyKey, body: string, draft: Draft): Promise<Film> {
    const { keys, clock, newHolder, feed } = this.#ports;
    const holder = newHolder();
    const claim = await keys.claim(key, { body, holder, id: draft.firstId }, clock.nowMs());
    if (claim.state === 'done') return { id: claim.id, version: claim.version, attributes: draft.attributes };
    if (claim.state !== 'claimed') throw claim.state === 'running' ? keyInUse() : keyReused();
    try {
      const film = await this.#create(claim.id, draft, claim.writer, async (id) => {
        if (!(await keys.tryId(key, holder, id))) throw keyInUse();
      });
      // If completing the key fails, a retry of the request still finds the film by its writer.
      await waitAtMost(clock, KEY_WAIT_MS, keys.complete(key, holder, film));
      // Another client may have changed the film since the earlier request created it.
      if (!claim.isRetry) await feed.apply([film]);
      return film;
    } catch (error) {
      const wasRefused = isMarqueeError(error) && error.kind === 'conflict';
      // If the key cannot be released, retries are refused with "still running" until the hold ends.
      await waitAtMost(clock, KEY_WAIT_MS, keys.release(key, holder, wasRefused));
      throw error;
    }
  }

  /** Creates the film under `firstId`, or under the first of `moreIds` that is free. */
  async #create(
    firstId: string,
    { attributes, moreIds, whenTaken }: Draft,
    writer?: string,
    beforeTry?: (id: string) => Promise<void>,
  ): Promise<WrittenFilm> {
    const first = await this.#ports.films.create(firstId, attributes, writer);
    if (first) return first;
    for (const id of moreIds) {
      await beforeTry?.(id);
      const film = await this.#ports.films.create(id, attributes, writer);
      if (film) return film;
    }
    throw whenTaken;
  }

  #draft(document: unknown): Draft {
    const { id, rest } = splitId(document);
    const attributes = parseFilmAttributes(rest);
    if (id === undefined) {
      const slug = filmSlug(attributes.title, attributes.year);
      const whenTaken = new MarqueeError(
        'conflict',
        'no-free-id',
        `No id is free for "${slug}". Try again, or choose an id.`,
      );
      return { attributes, firstId: numberedFilmId(slug, 1), moreIds: this.#moreIds(slug), whenTaken };
    }
    const parsed = filmIdSchema.safeParse(id);
    if (!parsed.success) {
      throw invalidFilm([{ pointer: '/id', detail: parsed.error.issues[0]?.message ?? 'is not an id' }]);
    }
    return { attributes, firstId: parsed.data, moreIds: [], whenTaken: filmIdTaken(parsed.data) };
  }

  *#moreIds(slug: string): Generator<string> {
    for (let ordinal = 2; ordinal <= NUMBERED_TRIES; ordinal += 1) yield numberedFilmId(slug, ordinal);
    for (let i = 0; i < TIMED_TRIES; i += 1) yield `${slug}-${(this.#ports.clock.nowMs() + i).toString(36)}`;
  }
}

function keyInUse(): MarqueeError {
  return new MarqueeError(
    'conflict',
    'idempotency-key-in-use',
    'An earlier request with the same idempotency key is still running. Send this one again later.',
    {
      faults: [{ input: 'idempotency-key', detail: 'belongs to a request that is still running' }],
      retryAfterSec: RUNNING_RETRY_SEC,
    },
  );
}

function keyReused(): MarqueeError {
  return new MarqueeError('invalid', 'idempotency-key-reused', 'The idempotency key was used with another body.', {
    faults: [{ input: 'idempotency-key', detail: 'was used with another body; send this body with a new key' }],
  });
}

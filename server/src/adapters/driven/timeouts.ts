/**
 * Time limits for calls to other systems, all in one place. Without a limit, a peer that accepts a connection and then
 * stays silent blocks its caller without a limit.
 *
 * All limits must fit into the limits around a request: 29 s of the API's Lambda function, and 30 s of API Gateway and
 * of Kubernetes' grace period before SIGKILL.
 */

/** Time limits of an AWS client, in milliseconds. */
export type ClientTimeouts = {
  /** Limit for opening the TCP connection. The TLS handshake is not included; it counts towards the attempt. */
  readonly connectMs: number;
  /** Limit for one attempt, from its start until all headers of the answer have arrived. */
  readonly attemptMs: number;
  /**
   * Limit for the time during which a connection carries no data, for example because a body stalls after its headers.
   * 0 means no limit, for bodies whose reader pauses: a paused connection looks like a stalled one.
   */
  readonly stallMs: number;
  readonly attempts: number;
};

/**
 * For calls while a client of the API waits. One call takes 12 s if three attempts get no headers, and at most 24 s if
 * the attempts stall in the body. A request may make several calls; adapters/driving/http/handler.ts answers 503 after
 * 25 s in all. The limits are not shorter, because on a single machine the store runs in the same process as the API.
 * There, building an index blocks both for a second, and on a slow machine for several seconds.
 */
export const REQUEST: ClientTimeouts = { connectMs: 2_000, attemptMs: 4_000, stallMs: 4_000, attempts: 3 };

/**
 * For scans, rebuilds, imports and purges. They read many pages of 1 MB at a time, and no client waits for them. One
 * call takes at most 45 s until its headers arrive, which is less than the purge function's limit of 60 s.
 */
export const BACKGROUND: ClientTimeouts = { connectMs: 2_000, attemptMs: 15_000, stallMs: 15_000, attempts: 3 };

/** For snapshots in S3: 6 MB, or 170 MB for a million films. The upload counts towards the attempt. */
export const TRANSFER: ClientTimeouts = { connectMs: 2_000, attemptMs: 60_000, stallMs: 15_000, attempts: 3 };

/**
 * For files to import. They are read only as fast as the films are written, so only {@link SOURCE_SILENCE_MS} can
 * detect a stall.
 */
export const SOURCE: ClientTimeouts = { connectMs: 5_000, attemptMs: 15_000, stallMs: 0, attempts: 3 };

/** How long a file to import may send nothing while its reader waits for bytes. */
export const SOURCE_SILENCE_MS = 30_000;

/**
 * One request to the movies cache, including retries. A slow cache must not take longer than a call to the provider.
 */
export const CACHE_MS = 1_500;

/** A signed read of the catalogue, at most one page of 1 MB. After this time the SDK's client reads instead. */
export const SIGNED_READ_MS = 2_000;

/**
 * A signed read of a whole snapshot: 6 MB from a bucket in the same region. After this time the SDK's client reads
 * instead.
 */
export const SIGNED_SNAPSHOT_MS = 10_000;

/** Putting a purge on the queue, including retries. */
export const QUEUE_MS = 3_000;

/** Reading the provider's key, including retries. It is part of the 8 s that a movie search may take. */
export const SECRET_MS = 2_000;

/** Each of the two requests to a token issuer (discovery and keys). */
export const ISSUER_MS = 3_000;

/** One attempt at the movie provider. Three attempts fit into the deadline of 8 s. */
export const PROVIDER_ATTEMPT_MS = 2_400;

/**
 * The limits as options for an AWS client. Each limit ends its own phase of a call, independently of the other limits.
 * None of them ends a body that arrives a few bytes at a time; for DynamoDB, createDynamoClient ends such a body after
 * attemptMs plus stallMs. `requestTimeout` alone only logs a warning; `throwOnRequestTimeout` makes it end the attempt
 * (@smithy/node-http-handler 4.14).
 */
export function clientLimits({ connectMs, attemptMs, stallMs, attempts }: ClientTimeouts) {
  return {
    maxAttempts: attempts,
    requestHandler: {
      connectionTimeout: connectMs,
      requestTimeout: attemptMs,
      socketTimeout: stallMs,
      throwOnRequestTimeout: true,
    },
  };
}

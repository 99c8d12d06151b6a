/**
 * Time limits for calls to other systems, all in one place. Without them, a peer that accepts a connection and then
 * stays silent would block its caller forever.
 *
 * The limits of calls for which a client waits must fit into three outer limits: the timeout of the API's Lambda
 * function (29 s), the timeout of API Gateway (30 s), and the time that Kubernetes waits before it sends SIGKILL (30
 * s).
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
  /** The maximum number of attempts at one call, including the first. */
  readonly attempts: number;
};

/**
 * The limits of calls for which a client of the API waits. One call takes 12 s if three attempts get no headers, and at
 * most 24 s if the attempts stall in the body. A request may make several calls; the API answers 503 after 18 s in all
 * (adapters/driving/http/request-limit.ts). The limits are not shorter, because on a single machine the store runs in the same
 * process as the API. There, building an index blocks both for a second, and on a slow machine for several seconds.
 */
export const REQUEST: ClientTimeouts = { connectMs: 2_000, attemptMs: 4_000, stallMs: 4_000, attempts: 3 };

/**
 * The limits of scans, rebuilds, imports and purges. These read many pages of up to 1 MB, and no client waits for them.
 * With these limits, the headers of an answer arrive after 45 s at most, which is less than the purge function's limit
 * of 60 s.
 */
export const BACKGROUND: ClientTimeouts = { connectMs: 2_000, attemptMs: 15_000, stallMs: 15_000, attempts: 3 };

/**
 * The limits of reading and writing snapshots in S3. The larger file of a snapshot takes 8 MB, or 170 MB for a million
 * films. The time of an upload counts towards the attempt.
 */
export const TRANSFER: ClientTimeouts = { connectMs: 2_000, attemptMs: 60_000, stallMs: 15_000, attempts: 3 };

/**
 * The limits of waiting for messages of a queue. A queue without messages answers after 20 s. Nobody waits for the
 * attempts, and the caller tries again.
 */
export const LONG_POLL: ClientTimeouts = { connectMs: 2_000, attemptMs: 30_000, stallMs: 30_000, attempts: 1 };

/**
 * The limits of reading a file to import. The file is read only as fast as its films are written, so its connection may
 * carry no data for a while. Therefore only {@link SOURCE_SILENCE_MS} can detect a stall.
 */
export const SOURCE: ClientTimeouts = { connectMs: 5_000, attemptMs: 15_000, stallMs: 0, attempts: 3 };

/** How long the source of an import may send nothing while the import waits for bytes. */
export const SOURCE_SILENCE_MS = 30_000;

/**
 * Time limit for one request to the movies cache, including retries. A slow cache must not take longer than a call to
 * the provider.
 */
export const CACHE_MS = 1_500;

/**
 * Time limit for reading the pointer to the snapshot, or the latest changes (one page of at most 1 MB), by a request
 * that Marquee signs itself. After this time the SDK's client reads instead.
 */
export const SIGNED_READ_MS = 2_000;

/**
 * Time limit for reading a whole file of a snapshot (8 MB from a bucket in the same region) by a request that Marquee
 * signs itself. After this time the SDK's client reads instead.
 */
export const SIGNED_SNAPSHOT_MS = 10_000;

/** Time limit for putting a purge on the queue, including retries. */
export const QUEUE_MS = 3_000;

/**
 * Time limit for reading the provider's key, including retries. This time is part of the 8 s that a movie search may
 * take.
 */
export const SECRET_MS = 2_000;

/** Time limit for each of the two requests to a token issuer (discovery and keys). */
export const ISSUER_MS = 3_000;

/** Time limit for one attempt at a call to the movie provider. Three attempts fit into the deadline of 8 s. */
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

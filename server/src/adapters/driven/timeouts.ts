/**
 * How long calls to other systems may take, all in one place. Without a limit, a peer that accepts a connection and then
 * stays silent holds its caller for ever.
 *
 * The outer limits are 29 s (the API's Lambda function) and 30 s (API Gateway, and Kubernetes' grace before SIGKILL).
 */

/** Limits of a client of AWS. All times are in milliseconds. */
export type ClientTimeouts = {
  /** Until the connection is made. The TLS handshake counts as part of the attempt. */
  readonly connectMs: number;
  /** For one attempt, from its start to the headers of the answer, however slowly they come. */
  readonly attemptMs: number;
  /**
   * For which a connection may carry nothing, as when a body stalls after its headers. 0: no limit. That is for bodies whose
   * reader pauses, since a paused connection looks like a stalled one.
   */
  readonly stallMs: number;
  readonly attempts: number;
};

/**
 * A client of the API waits for the answer. One call takes 12 s when three attempts get no headers, and 24 s at most when
 * they stall in the body. A request may make several calls; adapters/driving/http/handler.ts answers 503 after 25 s in all. Not
 * shorter: locally the store runs in this very process, and building an index blocks both for a second, or for several on
 * a slow machine.
 */
export const REQUEST: ClientTimeouts = { connectMs: 2_000, attemptMs: 4_000, stallMs: 4_000, attempts: 3 };

/** Scans, rebuilds, imports and purges: pages of 1 MB, many at a time, and no client waits. In all 45 s, under the purge function's 60. */
export const BACKGROUND: ClientTimeouts = { connectMs: 2_000, attemptMs: 15_000, stallMs: 15_000, attempts: 3 };

/** Snapshots in S3: 6 MB, or 170 MB for a million films, whose upload counts as part of the attempt. */
export const TRANSFER: ClientTimeouts = { connectMs: 2_000, attemptMs: 60_000, stallMs: 15_000, attempts: 3 };

/** Files to import: read as slowly as the films are written, so that only {@link SOURCE_SILENCE_MS} can tell a stall. */
export const SOURCE: ClientTimeouts = { connectMs: 5_000, attemptMs: 15_000, stallMs: 0, attempts: 3 };

/** Silence of a file to import while its reader waits for bytes. */
export const SOURCE_SILENCE_MS = 30_000;

/** One request to the movies cache, retries included: a slow cache must not cost more than a call of the provider. */
export const CACHE_MS = 1_500;

/** A signed read of the catalogue, one page of 1 MB at most. After it the SDK is asked. */
export const SIGNED_READ_MS = 2_000;

/** A signed read of a whole snapshot: 6 MB from a bucket in the same region. After it the SDK is asked. */
export const SIGNED_SNAPSHOT_MS = 10_000;

/** Handing a purge to the queue, retries included. */
export const QUEUE_MS = 3_000;

/** Reading the provider's key, retries included. It is part of the 8 s that a movie search may take. */
export const SECRET_MS = 2_000;

/** Each of the two requests to an issuer of tokens (discovery, keys). */
export const ISSUER_MS = 3_000;

/** One attempt at the movie provider, so that three fit into the deadline of 8 s. */
export const PROVIDER_ATTEMPT_MS = 2_400;

/**
 * The limits as the clients of AWS take them; each ends its phase without the others. None of them ends a body that trickles
 * in: for DynamoDB, createDynamoClient does so after attemptMs and stallMs together. `requestTimeout` alone only logs a warning;
 * `throwOnRequestTimeout` makes it end the attempt (@smithy/node-http-handler 4.14).
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

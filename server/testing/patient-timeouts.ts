import type { ClientTimeouts } from '../src/adapters/driven/timeouts.ts';

/**
 * Replaces adapters/driven/timeouts.ts inside jest (see jest.config.mjs). In a test, the caller and the peer that it
 * calls run in one process, and on a busy machine this process can take seconds to answer its own request. So the
 * limits here are longer. What happens at a limit is tested in silent-peers.test.ts, which sets its own limits.
 * Processes that a test starts have the real limits.
 */
export * from '../src/adapters/driven/timeouts.ts';

const PATIENCE_MS = 60_000;

export const REQUEST: ClientTimeouts = {
  connectMs: PATIENCE_MS,
  attemptMs: PATIENCE_MS,
  stallMs: PATIENCE_MS,
  attempts: 3,
};
export const CACHE_MS = PATIENCE_MS;
export const SIGNED_READ_MS = PATIENCE_MS;
export const SIGNED_SNAPSHOT_MS = PATIENCE_MS;
export const QUEUE_MS = PATIENCE_MS;
export const SECRET_MS = PATIENCE_MS;
export const ISSUER_MS = PATIENCE_MS;

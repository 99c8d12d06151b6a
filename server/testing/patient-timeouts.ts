import type { ClientTimeouts } from '../src/adapters/driven/timeouts.ts';

/**
 * Replaces adapters/driven/timeouts.ts inside jest (see jest.config.mjs), because peer and caller share one process
 * there. On a busy machine this process can take seconds to answer its own request. silent-peers.test.ts tests what
 * happens at a limit, with limits of its own. Processes that a test starts have the real limits.
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

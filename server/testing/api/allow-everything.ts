import { SCOPE_NAMES } from '../../src/domain/scopes.ts';
import type { TokenVerifier } from '../../src/ports/token-verifier.ts';

/** Accepts every token with every scope, for tests that are not about authorisation. */
export const ALLOW_EVERYTHING: TokenVerifier = {
  refusal: undefined,
  verify: () => Promise.resolve({ scopes: new Set(SCOPE_NAMES) }),
};

import { MarqueeError } from '../../../domain/errors.ts';
import type { TokenVerifier, VerifiedToken } from '../../../ports/token-verifier.ts';

/**
 * A verifier that accepts no token. It is used if no issuer is configured: then no token can be verified, so nobody may
 * write.
 */
export class RefusingTokenVerifier implements TokenVerifier {
  readonly refusal: string;

  /** @param reason a sentence that names the remedy; clients see it */
  constructor(reason: string) {
    this.refusal = reason;
  }

  verify(): Promise<VerifiedToken> {
    return Promise.reject(new MarqueeError('not-configured', 'writes-refused', this.refusal));
  }
}

import { MarqueeError } from '../../../domain/errors.ts';
import type { SecretSource } from '../../../ports/secret-source.ts';

/** Returns the secret that was configured when the process started, if there was one. */
export class FixedSecretSource implements SecretSource {
  readonly #secret: string | undefined;

  constructor(secret: string | undefined) {
    this.#secret = secret;
  }

  isConfigured(): boolean {
    return this.#secret !== undefined;
  }

  isKnown(): boolean {
    return this.isConfigured();
  }

  read(): Promise<string> {
    return this.#secret === undefined
      ? Promise.reject(new MarqueeError('not-configured', 'secret-not-configured', 'There is no key.'))
      : Promise.resolve(this.#secret);
  }

  readAfterRefusal(): Promise<string> {
    return this.read();
  }
}

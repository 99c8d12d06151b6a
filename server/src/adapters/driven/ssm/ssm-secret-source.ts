import type { SSMClient, SSMClientConfig } from '@aws-sdk/client-ssm';
import { isMarqueeError, MarqueeError } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { SecretSource } from '../../../ports/secret-source.ts';
import { clientLimits, REQUEST, SECRET_MS } from '../timeouts.ts';
import { NO_SECRET_YET } from './no-secret-yet.ts';

/**
 * How long a secret is kept in memory. By default, SSM answers 40 reads a second for a whole account. If each instance
 * reads every five minutes, a thousand instances stay below this limit.
 */
const KEPT_MS = 300_000;

/** While the provider keeps refusing the key, two reads of the parameter are at least this far apart. */
const REREAD_AFTER_MS = 10_000;

/**
 * Reads a SecureString of the SSM Parameter Store, and keeps it in memory for five minutes. Loads the SDK's client on
 * first use.
 */
export class SsmSecretSource implements SecretSource {
  readonly #parameter: string | undefined;
  readonly #clock: Clock;
  readonly #settings: SSMClientConfig;
  readonly #timeoutMs: number;
  #client: Promise<Pick<SSMClient, 'send'>> | undefined;
  #kept: { readonly secret: string; readonly readAtMs: number } | undefined;
  #reading: Promise<string> | undefined;

  /**
   * @param parameter absent: not configured
   * @param settings settings of the SDK's client, for tests; default: those that the SDK finds in the environment
   */
  constructor(parameter: string | undefined, clock: Clock, settings: SSMClientConfig = {}, timeoutMs = SECRET_MS) {
    this.#parameter = parameter;
    this.#clock = clock;
    this.#settings = settings;
    this.#timeoutMs = timeoutMs;
  }

  isConfigured(): boolean {
    return this.#parameter !== undefined;
  }

  isKnown(): boolean {
    return this.#kept !== undefined;
  }

  async read(): Promise<string> {
    const kept = this.#kept;
    if (kept && this.#ageMs(kept) < KEPT_MS) return kept.secret;
    return this.#readOnce().catch((error: unknown) => {
      // A key that was read some minutes ago is most likely still valid, so a short outage of SSM does no harm.
      if (kept && isMarqueeError(error) && error.kind === 'upstream-unavailable') return kept.secret;
      throw error;
    });
  }

  async readAfterRefusal(refused: string): Promise<string> {
    const kept = this.#kept;
    const isKnown = kept && (kept.secret !== refused || this.#ageMs(kept) < REREAD_AFTER_MS);
    return isKnown ? kept.secret : this.#readOnce();
  }

  /** Concurrent callers share one read. */
  #readOnce(): Promise<string> {
    this.#reading ??= this.#readParameter().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readParameter(): Promise<string> {
    try {
      const { GetParameterCommand } = await import('@aws-sdk/client-ssm');
      const client = await (this.#client ??= this.#createClient());
      const command = new GetParameterCommand({ Name: this.#parameter, WithDecryption: true });
      const { Parameter: parameter } = await client.send(command, {
        abortSignal: AbortSignal.timeout(this.#timeoutMs),
      });
      const secret = parameter?.Value?.trim() ?? '';
      if (secret === '' || secret === NO_SECRET_YET) throw missing(undefined);
      this.#kept = { secret, readAtMs: this.#clock.monotonicMs() };
      return secret;
    } catch (error) {
      throw translate(error);
    }
  }

  async #createClient(): Promise<SSMClient> {
    const { SSMClient } = await import('@aws-sdk/client-ssm');
    return new SSMClient({ ...clientLimits(REQUEST), ...this.#settings });
  }

  #ageMs({ readAtMs }: { readonly readAtMs: number }): number {
    return this.#clock.monotonicMs() - readAtMs;
  }
}

function translate(error: unknown): MarqueeError {
  if (isMarqueeError(error)) return error;
  const name = error instanceof Error ? error.name : 'Error';
  // Only the name of the error is passed on, because other properties may contain the secret.
  const cause = new Error(`SSM: ${name}`);
  if (name === 'ParameterNotFound') return missing(cause);
  if (name === 'AccessDeniedException') {
    return new MarqueeError(
      'misconfigured',
      'secret-forbidden',
      'Access to the SSM parameter with the key is denied.',
      {
        cause,
      },
    );
  }
  return new MarqueeError(
    'upstream-unavailable',
    'secret-unavailable',
    'The key of the movie provider cannot be read. Try again.',
    {
      cause,
      retryAfterSec: 5,
    },
  );
}

function missing(cause: unknown): MarqueeError {
  return new MarqueeError(
    'not-configured',
    'provider-not-configured',
    'Live movie search needs a key of the movie provider in the SSM parameter that the settings name, and there is none.',
    { cause },
  );
}

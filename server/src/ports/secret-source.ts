/**
 * Reads a secret. Rejects with a MarqueeError (`not-configured`, `misconfigured`, `upstream-unavailable`) that does not
 * contain the secret.
 */
export interface SecretSource {
  /** Whether the settings say where to read the secret. */
  isConfigured(): boolean;

  /** Whether a secret has been read. Before that, the place that the settings name may turn out to be empty. */
  isKnown(): boolean;

  /** The secret; its value may be some minutes old. */
  read(): Promise<string>;

  /**
   * The current secret, read after `refused` was refused. The result equals `refused` if the secret has not changed.
   */
  readAfterRefusal(refused: string): Promise<string>;
}

/** Where a secret comes from. Rejects with a MarqueeError (`not-configured`, `upstream-unavailable`) without the secret. */
export interface SecretSource {
  /** Whether there is a place to read it from. */
  isConfigured(): boolean;

  /** The secret, perhaps as it was some minutes ago. */
  read(): Promise<string>;

  /** The secret as it is now, after `refused` was refused; the same again when it has not been changed. */
  readAfterRefusal(refused: string): Promise<string>;
}

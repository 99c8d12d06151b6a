import type { JWK } from 'jose';
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_CLIENT_ID } from '../adapters/local/oidc/development-token.ts';
import { isLoopbackHost } from '../domain/loopback.ts';
import type { LocalConfig, OidcSettings } from './config.ts';

/** The issuer that the product on this machine trusts. */
export type LocalIssuer = {
  readonly oidc: OidcSettings;
  /** Its keys, where they are known without asking it. */
  readonly keys?: readonly JWK[];
  /** Whether it is the development issuer, run by this process or by another one of the same data folder. */
  readonly isDevelopment: boolean;
  readonly close: () => Promise<void>;
};

/** Whether others than this machine can reach the product. */
export function servesOthers({ host }: LocalConfig): boolean {
  return !isLoopbackHost(host);
}

/**
 * The issuer that the settings name; else, where the product serves this machine alone, the development issuer; else
 * none, so that nobody can write.
 */
export async function openIssuer(config: LocalConfig): Promise<LocalIssuer> {
  if (config.oidc.issuer !== undefined || servesOthers(config)) {
    return { oidc: config.oidc, isDevelopment: false, close: () => Promise.resolve() };
  }
  // Loaded only where it is used: 40 ms that the other commands need not spend.
  const { openDevelopmentIssuer } = await import('../adapters/local/oidc/development-issuer.ts');
  const { issuer, publicKey, close } = await openDevelopmentIssuer(config.dataDir);
  const development = { issuer, audience: DEVELOPMENT_AUDIENCE, clientId: DEVELOPMENT_CLIENT_ID };
  return { oidc: { ...config.oidc, ...development }, keys: [publicKey], isDevelopment: true, close };
}

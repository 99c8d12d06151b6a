import type { JWK } from 'jose';
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_CLIENT_ID } from '../adapters/local/oidc/development-token.ts';
import { isLoopbackHost } from '../domain/loopback.ts';
import type { OidcSettings } from './config.ts';
import type { LocalConfig } from './local-config.ts';

/** The issuer that the product on this machine trusts. */
export type LocalIssuer = {
  readonly oidc: OidcSettings;
  /** The issuer's public keys. Absent if they have to be fetched from the issuer. */
  readonly keys?: readonly JWK[];
  /**
   * Whether this is the development issuer. Either this process runs it, or another process with the same data folder
   * does.
   */
  readonly isDevelopment: boolean;
  readonly close: () => Promise<void>;
};

/** Whether other machines can reach the product. */
export function servesOthers({ host }: LocalConfig): boolean {
  return !isLoopbackHost(host);
}

/**
 * Whether all clients are on this machine. Behind a trusted proxy, they may be anywhere, although the product listens
 * on loopback only.
 */
export function servesOnlyThisMachine(config: LocalConfig): boolean {
  return !servesOthers(config) && config.trustedProxies === 0;
}

/**
 * Returns the issuer that the settings name. If they name none, returns the development issuer, but only while other
 * machines cannot reach the product. Otherwise there is no issuer, so nobody can write.
 */
export async function openIssuer(config: LocalConfig): Promise<LocalIssuer> {
  if (config.oidc.issuer !== undefined || servesOthers(config)) {
    return { oidc: config.oidc, isDevelopment: false, close: () => Promise.resolve() };
  }
  // The development issuer is loaded only when it is used, because loading it takes 40 ms.
  const { openDevelopmentIssuer } = await import('../adapters/local/oidc/development-issuer.ts');
  const { issuer, publicKey, close } = await openDevelopmentIssuer(config.dataDir);
  const development = { issuer, audience: DEVELOPMENT_AUDIENCE, clientId: DEVELOPMENT_CLIENT_ID };
  return { oidc: { ...config.oidc, ...development }, keys: [publicKey], isDevelopment: true, close };
}

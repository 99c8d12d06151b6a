import { InMemoryWebStorage, UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import type { SignInConfig } from '../page-config.ts';
import type { Session } from './session.ts';

const SIGNED_IN_PATH = '/signed-in';

/** Where the issuer sends people back to; it must know the address. */
function manager({ issuer, clientId, scope, audience }: SignInConfig): UserManager {
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    scope,
    redirect_uri: location.origin + SIGNED_IN_PATH,
    response_type: 'code',
    extraQueryParams: { audience },
    // What is needed between leaving and coming back; the session itself is kept in session.ts.
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    automaticSilentRenew: false,
    loadUserInfo: false,
    monitorSession: false,
  });
}

/**
 * Leaves the page for the issuer's (authorization code with PKCE).
 *
 * @param returnTo path and query of this page to come back to
 * @param askAgain whether the issuer must ask who it is even if it knows, as after signing out
 * @throws Error when the issuer cannot be reached
 */
export async function redirectToIssuer(config: SignInConfig, returnTo: string, askAgain: boolean): Promise<void> {
  await manager(config).signinRedirect({ state: returnTo, ...(askAgain && { prompt: 'login' }) });
}

/**
 * Takes what the issuer sent back.
 *
 * @param url the whole address, with `code` and `state`
 * @throws Error when the issuer refused, or the code is not one that this tab asked for
 */
export async function finishSignIn(
  config: SignInConfig,
  url: string,
): Promise<{ readonly session: Session; readonly returnTo: string }> {
  const user = await manager(config).signinRedirectCallback(url);
  const returnTo = typeof user.state === 'string' && /^\/(?![/\\])/.test(user.state) ? user.state : '/';
  return { session: toSession(user), returnTo };
}

/** An issuer need not say how long its token is good (RFC 6749, section 5.1); the API will say when it is not. */
const UNTOLD_MS = 3_600_000;

function toSession({ access_token: accessToken, expires_at: expiresAtSec, profile }: User): Session {
  const name = profile.name ?? profile.preferred_username ?? profile.email ?? profile.sub;
  return { accessToken, name, expiresAtMs: expiresAtSec === undefined ? Date.now() + UNTOLD_MS : expiresAtSec * 1_000 };
}

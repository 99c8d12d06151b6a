import { ErrorResponse, InMemoryWebStorage, UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import type { SignInConfig } from '../page-config.ts';
import type { Session } from './session.ts';

const SIGNED_IN_PATH = '/signed-in';

/** The redirect URI leads back to this page after sign-in. It must be registered with the issuer. */
function manager({ issuer, clientId, scope, audience }: SignInConfig): UserManager {
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    scope,
    redirect_uri: location.origin + SIGNED_IN_PATH,
    response_type: 'code',
    extraQueryParams: { audience },
    // This storage holds what is needed between leaving the page and coming back. The session itself is kept in
    // session.ts.
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    automaticSilentRenew: false,
    loadUserInfo: false,
    monitorSession: false,
  });
}

/**
 * Redirects to the issuer's page (authorization code with PKCE).
 *
 * @param returnTo path and query of this page to return to
 * @param askAgain whether the issuer must ask who the user is even if it already knows, for example after the user has
 * signed out
 * @throws Error if the issuer cannot be reached
 */
export async function redirectToIssuer(config: SignInConfig, returnTo: string, askAgain: boolean): Promise<void> {
  await manager(config).signinRedirect({ state: returnTo, ...(askAgain && { prompt: 'login' }) });
}

/**
 * Completes a sign-in when the issuer has redirected back.
 *
 * @param url the whole address, with `code` and `state`
 * @returns no session if the issuer refused, for example because the user did not allow it
 * @throws Error if this tab did not request the code
 */
export async function finishSignIn(
  config: SignInConfig,
  url: string,
): Promise<{ readonly session: Session | undefined; readonly returnTo: string }> {
  try {
    const user = await manager(config).signinRedirectCallback(url);
    return { session: toSession(user), returnTo: pathOf(user.state) };
  } catch (error) {
    if (error instanceof ErrorResponse) return { session: undefined, returnTo: pathOf(error.state) };
    throw error;
  }
}

/** The page that was left for the issuer. Anything that is not a path of this page becomes the home page. */
function pathOf(state: unknown): string {
  return typeof state === 'string' && /^\/(?![/\\])/.test(state) ? state : '/';
}

/**
 * The assumed lifetime of a token if the issuer does not state one. Section 5.1 of RFC 6749 allows the issuer to leave
 * it out. If the assumption is wrong, the API reports that the token has expired.
 */
const UNTOLD_MS = 3_600_000;

function toSession({ access_token: accessToken, expires_at: expiresAtSec, profile, scopes }: User): Session {
  const name = profile.name ?? profile.preferred_username ?? profile.email ?? profile.sub;
  const expiresAtMs = expiresAtSec === undefined ? Date.now() + UNTOLD_MS : expiresAtSec * 1_000;
  return { accessToken, name, expiresAtMs, scopes };
}

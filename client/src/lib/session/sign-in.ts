import type { SignInConfig } from '../page-config.ts';
import { setSession } from './session.ts';

const ASK_AGAIN = 'marquee.ask-again';

/** Redirects to the issuer, which returns to the current page. @throws Error if the issuer cannot be reached */
export async function signIn(config: SignInConfig): Promise<void> {
  const { redirectToIssuer } = await import('./oidc.ts');
  const askAgain = sessionStorage.getItem(ASK_AGAIN) !== null;
  await redirectToIssuer(config, location.pathname + location.search, askAgain);
}

/** Signs out in this tab. The issuer may still know the user, so the next sign-in tells the issuer to ask again. */
export function signOut(): void {
  sessionStorage.setItem(ASK_AGAIN, 'yes');
  setSession();
}

/**
 * Completes what {@link signIn} began. Nobody is signed in if the issuer refused.
 *
 * @returns path and query that the user came from
 * @throws Error if this tab did not begin a sign-in
 */
export async function takeSignIn(config: SignInConfig, url: string): Promise<string> {
  const { finishSignIn } = await import('./oidc.ts');
  const { session, returnTo } = await finishSignIn(config, url);
  if (session) {
    sessionStorage.removeItem(ASK_AGAIN);
    setSession(session);
  }
  return returnTo;
}

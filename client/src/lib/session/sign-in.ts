import type { SignInConfig } from '../page-config.ts';
import { setSession } from './session.ts';

const ASK_AGAIN = 'marquee.ask-again';

/** Leaves the page for the issuer's, to come back to where the page is now. @throws Error when it cannot be reached */
export async function signIn(config: SignInConfig): Promise<void> {
  const { redirectToIssuer } = await import('./oidc.ts');
  const askAgain = sessionStorage.getItem(ASK_AGAIN) !== null;
  await redirectToIssuer(config, location.pathname + location.search, askAgain);
}

/** In this tab. The issuer may still know who it was, so the next time it is told to ask. */
export function signOut(): void {
  sessionStorage.setItem(ASK_AGAIN, 'yes');
  setSession();
}

/** Ends what {@link signIn} began. @returns path and query to go on at @throws Error when nobody was signed in */
export async function takeSignIn(config: SignInConfig, url: string): Promise<string> {
  const { finishSignIn } = await import('./oidc.ts');
  const { session, returnTo } = await finishSignIn(config, url);
  sessionStorage.removeItem(ASK_AGAIN);
  setSession(session);
  return returnTo;
}

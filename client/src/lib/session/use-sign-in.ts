import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { pageConfigQuery } from '../page-config.ts';
import { signIn } from './sign-in.ts';

/** How the user can sign in from the current page. */
export type SignIn = {
  /** Whether sign-in is possible; false while that is unknown. */
  readonly isPossible: boolean;
  /** Whether the issuer could not be reached. */
  readonly hasFailed: boolean;
  /** Redirects to the issuer's page. */
  readonly start: () => Promise<void>;
};

export function useSignIn(): SignIn {
  // Nobody waits for this value, so React shows it with low priority, after everything that is already being rendered.
  const data = useDeferredValue(useQuery(pageConfigQuery).data);
  const [hasFailed, setHasFailed] = useState(false);
  const oidc = data?.oidc ?? undefined;
  const start = async () => {
    if (!oidc) return;
    setHasFailed(false);
    await signIn(oidc).catch(() => {
      setHasFailed(true);
    });
  };
  return { isPossible: oidc !== undefined, hasFailed, start };
}

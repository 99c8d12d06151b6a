import { useState, type ReactNode } from 'react';
import { Notice } from '../../../components/ui/notice.tsx';
import { SignInButton } from '../../../components/ui/sign-in-button.tsx';
import { useSession } from '../../../lib/session/use-session.ts';

/** What is inside is for people who are signed in. It stays when their token expires, for what they have typed. */
export function SignInFirst({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const [wasSignedIn, setWasSignedIn] = useState(session !== undefined);
  if (session && !wasSignedIn) setWasSignedIn(true);
  if (wasSignedIn) return children;
  return (
    <Notice title="Sign in first" heading="h1" actions={<SignInButton look="filled" />}>
      Everybody can search; adding and changing films is for those who are signed in.
    </Notice>
  );
}

import { useState, type ReactNode } from 'react';
import { Notice } from '../../../components/ui/notice.tsx';
import { SignInButton } from '../../../components/ui/sign-in-button.tsx';
import { useSession } from '../../../lib/session/use-session.ts';
import { texts } from '../texts.ts';

/**
 * Shows its children to signed-in users only. It keeps showing them when the token expires, so that typed text is not
 * lost.
 */
export function SignInFirst({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const [wasSignedIn, setWasSignedIn] = useState(session !== undefined);
  if (session && !wasSignedIn) setWasSignedIn(true);
  if (wasSignedIn) return children;
  return (
    <Notice title={texts.signIn.title} heading="h1" actions={<SignInButton look="filled" />}>
      {texts.signIn.text}
    </Notice>
  );
}

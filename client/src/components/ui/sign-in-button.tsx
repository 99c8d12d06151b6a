import type { ComponentProps } from 'react';
import { useSignIn } from '../../lib/session/use-sign-in.ts';
import { Button } from './button.tsx';

type SignInButtonProps = Pick<ComponentProps<typeof Button>, 'look'> & {
  /** Called before the page is left. */
  readonly onLeave?: () => void;
};

/** Leaves for the issuer's page, to come back here. Absent where nobody can sign in. */
export function SignInButton({ onLeave, look }: SignInButtonProps) {
  const { isPossible, hasFailed, start } = useSignIn();
  if (!isPossible) return null;
  return (
    <Button
      look={look}
      onClick={() => {
        onLeave?.();
        void start();
      }}
    >
      {hasFailed ? 'Sign-in does not answer. Try again' : 'Sign in'}
    </Button>
  );
}

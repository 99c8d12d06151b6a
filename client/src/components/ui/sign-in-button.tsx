import type { ComponentProps } from 'react';
import { useSignIn } from '../../lib/session/use-sign-in.ts';
import { texts } from '../texts.ts';
import { Button } from './button.tsx';

type SignInButtonProps = Pick<ComponentProps<typeof Button>, 'look'> & {
  /** Called before the user leaves the page. */
  readonly onLeave?: () => void;
};

/**
 * A button that goes to the issuer's page, which later returns to the current page. Shows nothing if sign-in is not
 * possible.
 */
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
      {hasFailed ? texts.signInFailed : texts.signIn}
    </Button>
  );
}

import { lazy, Suspense } from 'react';
import { ButtonLink } from '../components/ui/button.tsx';
import { Icon } from '../components/ui/icon.tsx';
import { SignInButton } from '../components/ui/sign-in-button.tsx';
import { paths } from '../config/paths.ts';
import { useSession } from '../lib/session/use-session.ts';

/** Its menu is code that readers do not need. */
const AccountMenu = lazy(async () => ({
  default: (await import('../features/auth/components/account-menu.tsx')).AccountMenu,
}));

/** The way to sign in, or what those who have can do. Nothing where nobody can sign in. */
export function AccountActions() {
  const session = useSession();
  if (!session) return <SignInButton look="plain" />;
  return (
    <>
      <ButtonLink look="plain" to={paths.addFilm.to()} icon={<Icon name="add" />} aria-label="Add a film">
        <span>Add a film</span>
      </ButtonLink>
      <Suspense>
        <AccountMenu session={session} />
      </Suspense>
    </>
  );
}

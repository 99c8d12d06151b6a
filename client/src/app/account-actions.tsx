import { ButtonLink } from '../components/ui/button.tsx';
import { Icon } from '../components/ui/icon.tsx';
import { lazyPart } from '../components/ui/lazy-part.tsx';
import { SignInButton } from '../components/ui/sign-in-button.tsx';
import { paths } from '../config/paths.ts';
import { useSession } from '../lib/session/use-session.ts';
import { texts } from './texts.ts';

/** Loaded on demand, because visitors who are not signed in do not need it. */
const AccountMenu = lazyPart(async () => (await import('../features/auth/components/account-menu.tsx')).AccountMenu);

/** Shows a sign-in button, or the actions of a signed-in user. Shows nothing if sign-in is not possible. */
export function AccountActions() {
  const session = useSession();
  if (!session) return <SignInButton look="plain" />;
  return (
    <>
      <ButtonLink look="plain" to={paths.addFilm.to()} icon={<Icon name="add" />} aria-label={texts.addFilm}>
        <span>{texts.addFilm}</span>
      </ButtonLink>
      <AccountMenu session={session} />
    </>
  );
}

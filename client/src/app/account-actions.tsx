import Add from '@mui/icons-material/Add';
import Button from '@mui/material/Button';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { SignInButton } from '../components/ui/sign-in-button.tsx';
import { paths } from '../config/paths.ts';
import { useSession } from '../lib/session/use-session.ts';

/** Its menu is code that readers do not need. */
const AccountMenu = lazy(async () => ({
  default: (await import('../features/auth/components/account-menu.tsx')).AccountMenu,
}));

const ICON_ALONE_ON_PHONES = {
  minWidth: 44,
  whiteSpace: 'nowrap',
  '& > span:last-of-type': { display: { xs: 'none', sm: 'inline' } },
  '& .MuiButton-startIcon': { mr: { xs: 0, sm: 1 }, display: 'inherit' },
} as const;

/** The way to sign in, or what those who have can do. Nothing where nobody can sign in. */
export function AccountActions() {
  const session = useSession();
  if (!session) return <SignInButton color="inherit" />;
  return (
    <>
      <Button
        component={Link}
        to={paths.addFilm.to()}
        startIcon={<Add />}
        aria-label="Add a film"
        color="inherit"
        sx={ICON_ALONE_ON_PHONES}
      >
        <span>Add a film</span>
      </Button>
      <Suspense>
        <AccountMenu session={session} />
      </Suspense>
    </>
  );
}

import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Link, replace, useSearchParams, type LoaderFunctionArgs } from 'react-router';
import { useDocumentTitle } from '../../components/ui/use-document-title.ts';
import { paths } from '../../config/paths.ts';
import { pageConfigQuery } from '../../lib/page-config.ts';
import { queryClient } from '../../lib/query-client.ts';
import { currentSession } from '../../lib/session/session.ts';
import { takeSignIn } from '../../lib/session/sign-in.ts';

/**
 * Handles the address to which the issuer redirects after sign-in. Exchanges the code and returns the user to the page
 * that they came from. The history entry is replaced, so that Back does not try the same code again.
 */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response | null> {
  try {
    const { oidc } = await queryClient.query(pageConfigQuery);
    return oidc ? replace(await takeSignIn(oidc, request.url)) : null;
  } catch {
    // If the user is already signed in, an old code is ignored.
    return currentSession() ? replace(paths.search.to()) : null;
  }
}

/** Shown only if sign-in failed. */
export function Component() {
  const [query] = useSearchParams();
  useDocumentTitle('Not signed in');
  return (
    <Stack sx={{ gap: 3, alignItems: 'flex-start' }}>
      <Typography variant="h1">You are not signed in</Typography>
      <Alert severity="warning">
        {query.get('error') === 'access_denied'
          ? 'Access was denied. Nothing was changed.'
          : 'Sign-in was cancelled, timed out, or started in another tab. Nothing was changed. Try again.'}
      </Alert>
      <Button component={Link} to={paths.search.to()} variant="contained">
        Search films
      </Button>
    </Stack>
  );
}

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
import { texts } from './texts.ts';

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
  useDocumentTitle(texts.notSignedIn.documentTitle);
  return (
    <Stack sx={{ gap: 3, alignItems: 'flex-start' }}>
      <Typography variant="h1">{texts.notSignedIn.title}</Typography>
      <Alert severity="warning">
        {query.get('error') === 'access_denied' ? texts.notSignedIn.denied : texts.notSignedIn.failed}
      </Alert>
      <Button component={Link} to={paths.search.to()} variant="contained">
        {texts.searchFilms}
      </Button>
    </Stack>
  );
}

import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Link, replace, useLoaderData, useSearchParams, type LoaderFunctionArgs } from 'react-router';
import { useDocumentTitle } from '../../components/ui/use-document-title.ts';
import { paths } from '../../config/paths.ts';
import { texts as authTexts } from '../../features/auth/texts.ts';
import { texts as filmTexts } from '../../features/films/texts.ts';
import { pageConfigQuery } from '../../lib/page-config.ts';
import { showMessage } from '../../lib/message.ts';
import { queryClient } from '../../lib/query-client.ts';
import { currentSession } from '../../lib/session/session.ts';
import { takeSignIn } from '../../lib/session/sign-in.ts';
import { texts } from './texts.ts';

/**
 * Handles the address to which the issuer redirects after sign-in. Exchanges the code and returns the user to the page
 * that they came from. The history entry is replaced, so that Back does not try the same code again.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  try {
    const { oidc } = await queryClient.query(pageConfigQuery);
    if (!oidc) return null;
    const returnTo = await takeSignIn(oidc, request.url);
    const session = currentSession();
    if (!session) return returnTo;
    showMessage(authTexts.signedInAs(session.name));
    return replace(returnTo);
  } catch {
    // If the user is already signed in, an old code is ignored.
    return currentSession() ? replace(paths.search.to()) : null;
  }
}

/** The id of the text that says why nobody is signed in. */
const REASON = 'not-signed-in';

/**
 * Shown only if sign-in failed. The loader returns the page that the user came from, if that is known. The link to that
 * page gets the focus, because there is nothing else to do here.
 */
export function Component() {
  const [query] = useSearchParams();
  const returnTo = useLoaderData<string | null>() ?? paths.search.to();
  useDocumentTitle(texts.notSignedIn.documentTitle);
  return (
    <Stack sx={{ gap: 3, alignItems: 'flex-start' }}>
      <Typography variant="h1">{texts.notSignedIn.title}</Typography>
      <Alert severity="warning" id={REASON}>
        {query.get('error') === 'access_denied' ? texts.notSignedIn.denied : texts.notSignedIn.failed}
      </Alert>
      <Button component={Link} to={returnTo} variant="contained" aria-describedby={REASON} ref={focus}>
        {returnTo === paths.search.to() ? filmTexts.searchFilms : texts.notSignedIn.back}
      </Button>
    </Stack>
  );
}

function focus(element: HTMLElement | null): void {
  element?.focus();
}

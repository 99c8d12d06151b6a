import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import { useState } from 'react';
import { SignInButton } from '../../../components/ui/sign-in-button.tsx';
import { isApiError } from '../../../lib/api-error.ts';
import { showMessage } from '../../../lib/message.ts';
import { deleteFilm, readFilm, type EditedFilm } from '../api/write-films.ts';
import { texts } from '../texts.ts';

type DeleteDialogProps = {
  /** The film as the user saw it. */
  readonly opened: EditedFilm;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
};

type State =
  | { readonly kind: 'asking' | 'deleting' | 'changed' | 'signed-out' }
  | { readonly kind: 'failed'; readonly message: string };

/** Asks before a film is deleted, and asks again if the film has changed since the user saw it. */
export function DeleteDialog({ opened, onClose, onDeleted }: DeleteDialogProps) {
  const [seen, setSeen] = useState(opened);
  const [state, setState] = useState<State>({ kind: 'asking' });
  const remove = async () => {
    setState({ kind: 'deleting' });
    try {
      await deleteFilm(seen.film.id, seen.etag);
      showMessage(texts.messages.deleted(seen.film.title));
      onDeleted();
    } catch (error) {
      setState(await afterFailure(error, seen.film.id, setSeen));
    }
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby="delete-title">
      <DialogTitle id="delete-title">Delete this film?</DialogTitle>
      <DialogContent>
        <DialogContentText sx={{ overflowWrap: 'anywhere' }}>
          <bdi>{seen.film.title}</bdi> ({seen.film.year}) will be deleted for everyone. This can&apos;t be undone.
        </DialogContentText>
        {state.kind === 'changed' && (
          <Alert severity="warning" role="alert" sx={{ mt: 2 }}>
            Someone changed this film after you opened it. The current version is shown above.
          </Alert>
        )}
        {state.kind === 'signed-out' && (
          <Alert severity="warning" role="alert" sx={{ mt: 2 }} action={<SignInButton />}>
            You&apos;ve been signed out.
          </Alert>
        )}
        {state.kind === 'failed' && (
          <Alert severity="error" role="alert" sx={{ mt: 2 }}>
            The film was not deleted: {state.message}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          Cancel
        </Button>
        <Button color="error" variant="contained" loading={state.kind === 'deleting'} onClick={() => void remove()}>
          Delete
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** @param show receives the current film if it has changed */
async function afterFailure(error: unknown, id: string, show: (film: EditedFilm) => void): Promise<State> {
  if (!isApiError(error)) return { kind: 'failed', message: 'Something unexpected happened.' };
  if (error.status === 401) return { kind: 'signed-out' };
  if (error.status !== 412) return { kind: 'failed', message: error.message };
  try {
    show(await readFilm(id));
    return { kind: 'changed' };
  } catch (again) {
    return { kind: 'failed', message: isApiError(again) ? again.message : 'Something unexpected happened.' };
  }
}

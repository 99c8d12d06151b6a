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
import { deleteFilm, readFilm, type EditedFilm } from '../api/write-films.ts';

type DeleteDialogProps = {
  /** The film as it was seen. */
  readonly opened: EditedFilm;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
};

type State =
  | { readonly kind: 'asking' | 'deleting' | 'changed' | 'signed-out' }
  | { readonly kind: 'failed'; readonly message: string };

/** Asks before a film is deleted, and again when it is no longer the film that was seen. */
export function DeleteDialog({ opened, onClose, onDeleted }: DeleteDialogProps) {
  const [seen, setSeen] = useState(opened);
  const [state, setState] = useState<State>({ kind: 'asking' });
  const remove = async () => {
    setState({ kind: 'deleting' });
    try {
      await deleteFilm(seen.film.id, seen.etag);
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
          <bdi>{seen.film.title}</bdi> ({seen.film.year}) goes for everybody, and cannot be brought back.
        </DialogContentText>
        {state.kind === 'changed' && (
          <Alert severity="warning" role="alert" sx={{ mt: 2 }}>
            Somebody changed it since you opened it. Above is what it is now.
          </Alert>
        )}
        {state.kind === 'signed-out' && (
          <Alert severity="warning" role="alert" sx={{ mt: 2 }} action={<SignInButton />}>
            You are not signed in any more.
          </Alert>
        )}
        {state.kind === 'failed' && (
          <Alert severity="error" role="alert" sx={{ mt: 2 }}>
            It was not deleted: {state.message}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          Keep it
        </Button>
        <Button color="error" variant="contained" loading={state.kind === 'deleting'} onClick={() => void remove()}>
          Delete
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** @param show takes the film as it is now, when it was changed */
async function afterFailure(error: unknown, id: string, show: (film: EditedFilm) => void): Promise<State> {
  if (!isApiError(error)) return { kind: 'failed', message: 'This page came upon a fault.' };
  if (error.status === 401) return { kind: 'signed-out' };
  if (error.status !== 412) return { kind: 'failed', message: error.message };
  try {
    show(await readFilm(id));
    return { kind: 'changed' };
  } catch (again) {
    return { kind: 'failed', message: isApiError(again) ? again.message : 'This page came upon a fault.' };
  }
}

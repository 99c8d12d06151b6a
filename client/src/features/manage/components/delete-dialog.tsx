import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import { useState } from 'react';
import { Sentence } from '../../../components/ui/sentence.tsx';
import { SignInButton } from '../../../components/ui/sign-in-button.tsx';
import { isApiError, messageOf } from '../../../lib/api-error.ts';
import { showMessage } from '../../../lib/message.ts';
import { texts as sharedTexts } from '../../../lib/texts.ts';
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
    <Dialog open onClose={onClose} aria-labelledby="delete-title" aria-describedby="delete-warning">
      <DialogTitle id="delete-title">{texts.remove.title}</DialogTitle>
      <DialogContent>
        <DialogContentText id="delete-warning" sx={{ overflowWrap: 'anywhere' }}>
          <Sentence text={texts.remove.warning} parts={{ title: <bdi>{seen.film.title}</bdi>, year: seen.film.year }} />
        </DialogContentText>
        {state.kind === 'changed' && (
          <Alert severity="warning" role="alert" sx={{ mt: 2 }}>
            {texts.remove.changed}
          </Alert>
        )}
        {state.kind === 'signed-out' && (
          <Alert severity="warning" role="alert" sx={{ mt: 2 }} action={<SignInButton />}>
            {sharedTexts.signedOut}
          </Alert>
        )}
        {state.kind === 'failed' && (
          <Alert severity="error" role="alert" sx={{ mt: 2 }}>
            {texts.remove.failed(state.message)}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {texts.remove.cancel}
        </Button>
        <Button color="error" variant="contained" loading={state.kind === 'deleting'} onClick={() => void remove()}>
          {texts.remove.delete}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** @param show receives the current film if it has changed */
async function afterFailure(error: unknown, id: string, show: (film: EditedFilm) => void): Promise<State> {
  const status = isApiError(error) ? error.status : undefined;
  if (status === 401) return { kind: 'signed-out' };
  if (status !== 412) return { kind: 'failed', message: messageOf(error) };
  try {
    show(await readFilm(id));
    return { kind: 'changed' };
  } catch (again) {
    return { kind: 'failed', message: messageOf(again) };
  }
}

import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import type { EditedFilm } from '../api/write-films.ts';
import { keepDraft } from '../draft.ts';
import type { FilmForm } from '../use-film-form.ts';
import { SignInButton } from '../../../components/ui/sign-in-button.tsx';

type SaveProblemProps = {
  readonly form: FilmForm;
  /** Of the form. */
  readonly path: string;
  /** Called before the page is left to sign in. */
  readonly onLeave: () => void;
  readonly onSaved: (film: EditedFilm | undefined) => void;
};

/** Why the film was not saved, and what can be done. What was typed stays. */
export function SaveProblem({ form, path, onLeave, onSaved }: SaveProblemProps) {
  const { state, base, texts } = form;
  switch (state.kind) {
    case 'invalid':
      return (
        <Alert severity="error" role="alert">
          {state.rest.length > 0
            ? `The film ${state.rest.join('; ')}.`
            : 'Something is not right yet: see the marked fields.'}
        </Alert>
      );
    case 'deleted':
      return (
        <Alert
          severity="warning"
          role="alert"
          action={<Button onClick={() => void form.saveAsNew().then(onSaved)}>Add it as a new film</Button>}
        >
          Somebody deleted this film meanwhile. What you typed is still here.
        </Alert>
      );
    case 'signed-out':
      return (
        <Alert
          severity="warning"
          role="alert"
          action={
            <SignInButton
              onLeave={() => {
                keepDraft(path, { base, texts });
                onLeave();
              }}
            />
          }
        >
          You are not signed in any more. Sign in again; what you typed will be here when you are back.
        </Alert>
      );
    case 'failed':
      return (
        <Alert severity="error" role="alert">
          It was not saved: {state.message} What you typed is still here.
        </Alert>
      );
    case 'ready':
    case 'saving':
    case 'conflict':
      return null;
  }
}

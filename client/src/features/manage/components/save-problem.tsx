import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import type { EditedFilm } from '../api/write-films.ts';
import { keepDraft } from '../draft.ts';
import type { FilmForm } from '../use-film-form.ts';
import { SignInButton } from '../../../components/ui/sign-in-button.tsx';

type SaveProblemProps = {
  readonly form: FilmForm;
  /** The path of the form. */
  readonly path: string;
  /** Called before the user leaves the page to sign in. */
  readonly onLeave: () => void;
  readonly onSaved: (film: EditedFilm | undefined) => void;
};

/** Says why the film was not saved, and what the user can do. The typed text stays. */
export function SaveProblem({ form, path, onLeave, onSaved }: SaveProblemProps) {
  const { state, base, texts } = form;
  switch (state.kind) {
    case 'invalid':
      return (
        <Alert severity="error" role="alert">
          {state.rest.length > 0 ? `The film ${state.rest.join('; ')}.` : 'Check the marked fields.'}
        </Alert>
      );
    case 'deleted':
      return (
        <Alert
          severity="warning"
          role="alert"
          action={<Button onClick={() => void form.saveAsNew().then(onSaved)}>Add it as a new film</Button>}
        >
          Someone deleted this film in the meantime. What you typed is still here.
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
          You&apos;ve been signed out. Sign in again; what you typed will still be here when you come back.
        </Alert>
      );
    case 'failed':
      return (
        <Alert severity="error" role="alert">
          The film was not saved: {state.message} What you typed is still here.
        </Alert>
      );
    case 'ready':
    case 'saving':
    case 'conflict':
      return null;
  }
}

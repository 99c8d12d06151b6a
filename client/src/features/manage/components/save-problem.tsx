import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import { Sentence } from '../../../components/ui/sentence.tsx';
import { SignInButton } from '../../../components/ui/sign-in-button.tsx';
import { addressOf } from '../../../config/base.ts';
import { paths } from '../../../config/paths.ts';
import type { EditedFilm } from '../api/write-films.ts';
import { texts } from '../texts.ts';
import type { FilmForm } from '../use-film-form.ts';

type SaveProblemProps = {
  readonly form: FilmForm;
  /** Called before the user leaves the page to sign in. */
  readonly onLeave: () => void;
  readonly onSaved: (film: EditedFilm | undefined) => void;
};

/** Says why the film was not saved, and what the user can do. The typed text stays. */
export function SaveProblem({ form, onLeave, onSaved }: SaveProblemProps) {
  const { state } = form;
  switch (state.kind) {
    case 'invalid':
      return (
        <Alert severity="error" role="alert" tabIndex={-1}>
          {state.rest.length > 0
            ? texts.problem.faults(state.rest)
            : texts.problem.checkFields(Object.keys(form.faults).length)}
        </Alert>
      );
    case 'deleted':
      return (
        <Alert
          severity="warning"
          role="alert"
          tabIndex={-1}
          action={<Button onClick={() => void form.saveAsNew().then(onSaved)}>{texts.problem.addAsNew}</Button>}
        >
          {texts.problem.deleted}
        </Alert>
      );
    case 'same':
      return (
        <Alert severity="warning" role="alert" tabIndex={-1}>
          <Sentence text={texts.problem.same} parts={{ title: <bdi>{state.film.title}</bdi>, year: state.film.year }} />{' '}
          {/* In a tab of its own, so that nothing that was typed is lost. */}
          <a
            href={addressOf(paths.film.to(state.film.id))}
            target="_blank"
            rel="noreferrer"
            style={{ color: 'inherit' }}
          >
            {texts.problem.openSame}
          </a>{' '}
          <Button color="inherit" size="small" onClick={() => void form.saveAsNew().then(onSaved)}>
            {texts.problem.addAnyway}
          </Button>
        </Alert>
      );
    case 'signed-out':
      return (
        <Alert
          severity="warning"
          role="alert"
          tabIndex={-1}
          action={
            <SignInButton
              onLeave={() => {
                form.keepDraft();
                onLeave();
              }}
            />
          }
        >
          {texts.problem.signedOut}
        </Alert>
      );
    case 'failed':
      return (
        <Alert severity="error" role="alert" tabIndex={-1}>
          <AlertTitle>{texts.problem.notSaved}</AlertTitle>
          {state.message}
        </Alert>
      );
    case 'ready':
    case 'saving':
    case 'conflict':
      return null;
  }
}

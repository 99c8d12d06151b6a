import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useEffect, useEffectEvent, useRef, type KeyboardEvent, type RefObject } from 'react';
import { useLocation } from 'react-router';
import { useHeadingFocus } from '../../../components/ui/use-heading-focus.ts';
import type { EditedFilm } from '../api/write-films.ts';
import { showMessage } from '../../../lib/message.ts';
import { formAt } from '../draft.ts';
import { FIELDS, type FilmTemplate } from '../film-fields.ts';
import { texts } from '../texts.ts';
import { useFilmForm, type FilmForm } from '../use-film-form.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { FilmField } from './film-field.tsx';
import { SaveProblem } from './save-problem.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';

type FilmEditorProps = {
  /** The film to change; absent for a new film. */
  readonly film?: EditedFilm;
  /** What a new film is filled with at first. Default: nothing. */
  readonly template?: FilmTemplate;
  /** Called with the film after it was saved, or with the other person's version if the user kept that. */
  readonly onDone: (film: EditedFilm) => void;
  readonly onCancel: () => void;
};

/** The form that adds or changes a film. */
export function FilmEditor({ film, template, onDone, onCancel }: FilmEditorProps) {
  const form = useFilmForm(film, template, formAt(useLocation()));
  const { state, faults, isChanged } = form;
  const heading = useHeadingFocus(film?.film.id ?? 'new');
  const formElement = useRef<HTMLFormElement>(null);
  const saveButton = useRef<HTMLButtonElement>(null);
  useFormFocus(form, formElement, saveButton);
  const mayLeave = useRef(false);
  const finish = (saved: EditedFilm | undefined) => {
    if (!saved) return;
    mayLeave.current = true;
    onDone(saved);
  };
  const finishSaved = (saved: EditedFilm | undefined) => {
    if (saved) showMessage((film ? texts.messages.saved : texts.messages.added)(saved.film.title));
    finish(saved);
  };
  const problem = (
    <SaveProblem
      form={form}
      onLeave={() => {
        mayLeave.current = true;
      }}
      onSaved={finishSaved}
    />
  );
  return (
    <Stack
      component="form"
      ref={formElement}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (state.kind !== 'saving') void form.save().then(finishSaved);
      }}
      onKeyDown={({ key, ctrlKey, metaKey, target }: KeyboardEvent<HTMLFormElement>) => {
        // A key that was pressed in a dialog of the form bubbles to here too.
        const isInForm = target instanceof Node && formElement.current?.contains(target) === true;
        if (key === 'Enter' && (ctrlKey || metaKey) && isInForm) formElement.current?.requestSubmit();
      }}
      sx={{ gap: 2.5, maxWidth: 720, mx: 'auto' }}
    >
      <Typography variant="h1" ref={heading} tabIndex={-1}>
        {film ? texts.form.editTitle(film.film.title) : texts.form.addTitle}
      </Typography>
      {/* Those who correct the marked fields begin at the first of them, so the notice about them is above the fields. */}
      {state.kind === 'invalid' && problem}
      {FIELDS.map((field) => (
        <FilmField
          key={field.name}
          field={field}
          text={form.texts[field.name]}
          fault={faults[field.name]}
          onChange={(text) => {
            form.setText(field.name, text);
          }}
        />
      ))}
      {state.kind !== 'invalid' && problem}
      <Stack direction="row" sx={{ gap: 1.5 }}>
        <Button ref={saveButton} type="submit" variant="contained" loading={state.kind === 'saving'}>
          {film ? texts.form.save : texts.form.add}
        </Button>
        <Button onClick={onCancel}>{texts.form.cancel}</Button>
      </Stack>
      {state.kind === 'conflict' && (
        <ConflictDialog
          form={form}
          theirs={state.theirs}
          onKeepTheirs={() => {
            const { byMe, conflicting } = form.changesBeside(state.theirs);
            const { keptTheirs, keptBoth } = texts.messages;
            void form.saveBelow(state.theirs).then((saved) => {
              if (saved) showMessage(byMe.length > conflicting.length ? keptBoth(saved.film.title) : keptTheirs);
              finish(saved);
            });
          }}
          onApplyMine={() => void form.saveOnTop(state.theirs).then(finishSaved)}
        />
      )}
      <UnsavedGuard isChanged={isChanged} mayLeave={mayLeave} onLeave={form.forgetDraft} />
    </Stack>
  );
}

/** Focuses what the user needs next, in the form and after its dialogs. */
function useFormFocus(
  { state, draftField }: FilmForm,
  formElement: RefObject<HTMLFormElement | null>,
  saveButton: RefObject<HTMLButtonElement | null>,
): void {
  const focus = useEffectEvent((selector: string) => {
    const element = formElement.current?.querySelector<HTMLElement>(selector);
    element?.focus();
    return element;
  });
  // Those who had to sign in again continue where they typed, and not at the heading.
  useEffect(() => {
    if (draftField) focus(`#film-${draftField}`);
  }, [draftField]);
  // Focuses what was refused: the first marked field, or else the notice, which may be off the screen.
  useEffect(() => {
    if (!focus('[aria-invalid="true"]')) focus('[role="alert"]');
  }, [state]);
  // The dialog about a conflict cannot return the focus by itself: the button was disabled when the dialog opened.
  useEffect(() => {
    const button = saveButton.current;
    if (state.kind !== 'conflict') return undefined;
    return () => {
      button?.focus();
    };
  }, [state.kind, saveButton]);
}

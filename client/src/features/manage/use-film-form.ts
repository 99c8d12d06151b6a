import { useRef, useState } from 'react';
import { isApiError } from '../../lib/api-error.ts';
import { changeFilm, createFilm, readFilm, type EditedFilm } from './api/write-films.ts';
import { checkFilm, faultsOfProblem, type FieldFaults } from './check-film.ts';
import { forgetDraft, readDraft } from './draft.ts';
import { changedFields, patchOf, textsOf, valuesOf, type FieldName, type FilmTexts } from './film-fields.ts';

/** How the last attempt to save ended, or that none has. */
export type SaveState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'saving' }
  /** Fields are marked; `rest` is what belongs to none. */
  | { readonly kind: 'invalid'; readonly rest: readonly string[] }
  /** Somebody else saved first; `theirs` is how the film is now. */
  | { readonly kind: 'conflict'; readonly theirs: EditedFilm }
  /** Somebody else deleted the film meanwhile. */
  | { readonly kind: 'deleted' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * The state of the form that adds or changes a film.
 *
 * @param opened the film that is changed; absent: a new one
 * @param path of the form, under which a draft was kept
 */
export function useFilmForm(opened: EditedFilm | undefined, path: string) {
  const [draft] = useState(() => readDraft(path));
  const [base, setBase] = useState(draft ? draft.base : opened);
  const [texts, setTexts] = useState<FilmTexts>(() => draft?.texts ?? textsOf(opened?.film));
  const [faults, setFaults] = useState<FieldFaults>({});
  const [state, setState] = useState<SaveState>({ kind: 'ready' });
  const baseTexts = textsOf(base?.film);
  const lastCreation = useRef<{ readonly body: string; readonly key: string }>(undefined);

  /** A second click, or another try after no answer came, sends the same key and so makes no second film. */
  const create = () => {
    const values = valuesOf(texts);
    const body = JSON.stringify(values);
    if (lastCreation.current?.body !== body) lastCreation.current = { body, key: crypto.randomUUID() };
    return createFilm(values, lastCreation.current.key);
  };

  const setText = (name: FieldName, text: string) => {
    setTexts((before) => ({ ...before, [name]: text }));
    setFaults(({ [name]: _old, ...others }) => others);
  };

  /** @returns the film as it is now; `undefined` where `state` says why it was not saved */
  const attempt = async (send: () => Promise<EditedFilm>): Promise<EditedFilm | undefined> => {
    const found = checkFilm(valuesOf(texts));
    setFaults(found);
    if (Object.keys(found).length > 0) {
      setState({ kind: 'invalid', rest: [] });
      return undefined;
    }
    setState({ kind: 'saving' });
    try {
      const saved = await send();
      forgetDraft(path);
      return saved;
    } catch (error) {
      const { next, fields } = await afterFailure(error, base?.film.id);
      setFaults(fields);
      setState(next);
      return undefined;
    }
  };

  return {
    base,
    baseTexts,
    texts,
    faults,
    state,
    isChanged: changedFields(baseTexts, texts).length > 0,
    setText,
    save: () => attempt(() => (base ? changeFilm(base.film.id, patchOf(baseTexts, texts), base.etag) : create())),
    /** What was typed, over what they saved; fields that were not touched stay as they are now. */
    saveOnTop: (theirs: EditedFilm) =>
      attempt(() => changeFilm(theirs.film.id, patchOf(baseTexts, texts), theirs.etag)),
    /** As a film of its own, when the one that was changed is gone. */
    saveAsNew: () => attempt(create),
    /** Takes what they saved into the form, and what was typed out of it. */
    takeTheirs: (theirs: EditedFilm) => {
      setBase(theirs);
      setTexts(textsOf(theirs.film));
      setState({ kind: 'ready' });
    },
    /** Back to the form, with what was typed. */
    goOn: () => {
      setState({ kind: 'ready' });
    },
  };
}

export type FilmForm = ReturnType<typeof useFilmForm>;

async function afterFailure(
  error: unknown,
  id: string | undefined,
): Promise<{ readonly next: SaveState; readonly fields: FieldFaults }> {
  if (!isApiError(error)) return { next: { kind: 'failed', message: 'This page came upon a fault.' }, fields: {} };
  if (error.status === 401) return { next: { kind: 'signed-out' }, fields: {} };
  if (error.status === 404 && id !== undefined) return { next: { kind: 'deleted' }, fields: {} };
  if (error.status === 422 && error.problem?.errors) {
    const { fields, rest } = faultsOfProblem(error.problem);
    return { next: { kind: 'invalid', rest }, fields };
  }
  if (error.status !== 412 || id === undefined) return { next: { kind: 'failed', message: error.message }, fields: {} };
  try {
    return { next: { kind: 'conflict', theirs: await readFilm(id) }, fields: {} };
  } catch (again) {
    return afterFailure(again, id);
  }
}

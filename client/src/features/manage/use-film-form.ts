import { useRef, useState } from 'react';
import { isApiError } from '../../lib/api-error.ts';
import { changeFilm, createFilm, readFilm, type EditedFilm } from './api/write-films.ts';
import { checkFilm, faultsOfProblem, type FieldFaults } from './check-film.ts';
import { forgetDraft, readDraft } from './draft.ts';
import {
  changedFields,
  patchOf,
  textsOf,
  valuesOf,
  type FieldName,
  type FilmTemplate,
  type FilmTexts,
} from './film-fields.ts';

/** The outcome of the last attempt to save; `ready` if there was none. */
export type SaveState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'saving' }
  /** The form marks the invalid fields. `rest` has the faults that belong to no field. */
  | { readonly kind: 'invalid'; readonly rest: readonly string[] }
  /** Someone else saved first. `theirs` is the film as it is now. */
  | { readonly kind: 'conflict'; readonly theirs: EditedFilm }
  /** Someone else deleted the film in the meantime. */
  | { readonly kind: 'deleted' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * The state of the form that adds or changes a film.
 *
 * @param opened the film to change; absent for a new film
 * @param template what a new film is filled with; it does not count as typed
 * @param path of the form, under which a draft may have been stored
 */
export function useFilmForm(opened: EditedFilm | undefined, template: FilmTemplate | undefined, path: string) {
  const [draft] = useState(() => readDraft(path));
  const [base, setBase] = useState(draft ? draft.base : opened);
  const [texts, setTexts] = useState<FilmTexts>(() => draft?.texts ?? textsOf(opened?.film ?? template));
  const [faults, setFaults] = useState<FieldFaults>({});
  const [state, setState] = useState<SaveState>({ kind: 'ready' });
  const baseTexts = textsOf(base?.film ?? template);
  const lastCreation = useRef<{ readonly body: string; readonly key: string }>(undefined);

  /**
   * The same values always have the same key, so a second click, or a retry after a lost answer, does not create a
   * second film.
   */
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

  /** @returns the saved film; `undefined` if it was not saved, for the reason in `state` */
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
    /**
     * Saves the typed changes on top of the other person's version. Fields that the user did not change keep the other
     * person's values.
     */
    saveOnTop: (theirs: EditedFilm) =>
      attempt(() => changeFilm(theirs.film.id, patchOf(baseTexts, texts), theirs.etag)),
    /** Saves as a new film, if the original has been deleted. */
    saveAsNew: () => attempt(create),
    /** Replaces the typed text with the other person's version. */
    takeTheirs: (theirs: EditedFilm) => {
      setBase(theirs);
      setTexts(textsOf(theirs.film));
      setState({ kind: 'ready' });
    },
    /** Returns to the form, with the typed text. */
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
  if (!isApiError(error)) return { next: { kind: 'failed', message: 'Something unexpected happened.' }, fields: {} };
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

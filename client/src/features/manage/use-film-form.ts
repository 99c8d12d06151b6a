import { useEffect, useRef, useState } from 'react';
import { isApiError, messageOf } from '../../lib/api-error.ts';
import type { FilmSummary } from '../../lib/api-types.gen.ts';
import { findSameFilm } from './api/find-same-film.ts';
import { knownGenres } from './api/known-names.ts';
import { changeFilm, createFilm, readFilm, type EditedFilm } from './api/write-films.ts';
import { checkFilm, faultsOfProblem, type FieldFaults } from './check-film.ts';
import { forgetDraft, keepDraft, readDraft } from './draft.ts';
import {
  changedFields,
  patchOf,
  textsOf,
  valuesOf,
  type FieldName,
  type FilmTemplate,
  type FilmTexts,
} from './film-fields.ts';
import { withKnownGenres } from './known-spelling.ts';

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
  /** The catalogue already has a film with this title and year. */
  | { readonly kind: 'same'; readonly film: FilmSummary }
  | { readonly kind: 'failed'; readonly message: string };

/** The saved film, or the film that the catalogue has already. */
type Sent = EditedFilm | { readonly same: FilmSummary };

/**
 * The state of the form that adds or changes a film.
 *
 * @param opened the film to change; absent for a new film
 * @param template what a new film is filled with; it does not count as typed
 * @param address of the form, from {@link formAt}; a draft may have been stored under it
 */
export function useFilmForm(opened: EditedFilm | undefined, template: FilmTemplate | undefined, address: string) {
  const [draft] = useState(() => readDraft(address));
  const [base, setBase] = useState(draft ? draft.base : opened);
  const [texts, setTexts] = useState<FilmTexts>(() => draft?.texts ?? textsOf(opened?.film ?? template));
  const [faults, setFaults] = useState<FieldFaults>({});
  const [state, setState] = useState<SaveState>({ kind: 'ready' });
  const baseTexts = textsOf(base?.film ?? template);
  const isChanged = changedFields(baseTexts, texts).length > 0;
  // Text that the user took back by hand must not return with an earlier draft.
  useEffect(() => {
    if (!isChanged) forgetDraft(address);
  }, [isChanged, address]);
  const lastCreation = useRef<{ readonly body: string; readonly key: string }>(undefined);

  /**
   * The same values always have the same key, so a second click, or a retry after a lost answer, does not create a
   * second film.
   */
  const create = (sent: FilmTexts) => {
    const values = valuesOf(sent);
    const body = JSON.stringify(values);
    if (lastCreation.current?.body !== body) lastCreation.current = { body, key: crypto.randomUUID() };
    return createFilm(values, lastCreation.current.key);
  };

  /** Creates the film, unless the catalogue has it already. A film that was sent before is sent again. */
  const createUnlessSame = async (sent: FilmTexts) => {
    const values = valuesOf(sent);
    const isRetry = lastCreation.current?.body === JSON.stringify(values);
    const same = isRetry ? undefined : await findSameFilm(values);
    return same ? { same } : create(sent);
  };

  const setText = (name: FieldName, text: string) => {
    setTexts((before) => ({ ...before, [name]: text }));
    const { [name]: _old, ...others } = faults;
    setFaults(others);
    // The notice about the marked fields goes with the last mark.
    const isCorrected = state.kind === 'invalid' && state.rest.length === 0 && Object.keys(others).length === 0;
    if (isCorrected) setState({ kind: 'ready' });
  };

  /** @returns the saved film; `undefined` if it was not saved, for the reason in `state` */
  const attempt = async (send: (sent: FilmTexts) => Promise<Sent>): Promise<EditedFilm | undefined> => {
    const found = checkFilm(valuesOf(texts));
    setFaults(found);
    if (Object.keys(found).length > 0) {
      setState({ kind: 'invalid', rest: [] });
      return undefined;
    }
    setState({ kind: 'saving' });
    try {
      const sent = await withKnownGenres(baseTexts, texts, knownGenres);
      // The user may have typed on in the meantime.
      setTexts((now) => (now.genres === texts.genres ? { ...now, genres: sent.genres } : now));
      const saved = await send(sent);
      if ('same' in saved) {
        setState({ kind: 'same', film: saved.same });
        return undefined;
      }
      forgetDraft(address);
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
    isChanged,
    setText,
    save: () =>
      attempt((sent) =>
        base ? changeFilm(base.film.id, patchOf(baseTexts, sent), base.etag) : createUnlessSame(sent),
      ),
    /**
     * Saves the typed changes on top of the other person's version. Fields that the user did not change keep the other
     * person's values.
     */
    saveOnTop: (theirs: EditedFilm) =>
      attempt((sent) => changeFilm(theirs.film.id, patchOf(baseTexts, sent), theirs.etag)),
    /** Saves as a new film, if the original has been deleted, or if the user wants a second one with the same title. */
    saveAsNew: () => attempt(create),
    /** Replaces the typed text with the other person's version. */
    takeTheirs: (theirs: EditedFilm) => {
      setBase(theirs);
      setTexts(textsOf(theirs.film));
      setState({ kind: 'ready' });
    },
    /** Stores the typed text for when the user comes back to the form. */
    keepDraft: () => {
      keepDraft(address, { base, texts });
    },
    /** Forgets what was stored, because the user does not want what they typed. */
    forgetDraft: () => {
      forgetDraft(address);
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
  if (!isApiError(error)) return { next: { kind: 'failed', message: messageOf(error) }, fields: {} };
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

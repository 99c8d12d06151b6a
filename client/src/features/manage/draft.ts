import type { EditedFilm } from './api/write-films.ts';
import type { FieldName, FilmTexts } from './film-fields.ts';

/**
 * What a user had typed before they left the page to sign in again, the field into which they typed last, and the version
 * of the film that they were editing.
 */
export type Draft = {
  readonly base: EditedFilm | undefined;
  readonly texts: FilmTexts;
  readonly field: FieldName | undefined;
};

const keyOf = (form: string) => `marquee.draft ${form}`;

/** Which form is at an address. /add and /add?movie=1 are different forms. */
export function formAt({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string {
  return pathname + search;
}

/** @param form from {@link formAt} */
export function keepDraft(form: string, draft: Draft): void {
  sessionStorage.setItem(keyOf(form), JSON.stringify(draft));
}

export function readDraft(form: string): Draft | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(keyOf(form)) ?? 'null') as Draft | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export function forgetDraft(form: string): void {
  sessionStorage.removeItem(keyOf(form));
}

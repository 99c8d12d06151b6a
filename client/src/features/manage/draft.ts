import type { EditedFilm } from './api/write-films.ts';
import type { FilmTexts } from './film-fields.ts';

/**
 * What a user had typed before they left the page to sign in again, and the version of the film that they were editing.
 */
export type Draft = { readonly base: EditedFilm | undefined; readonly texts: FilmTexts };

const keyOf = (path: string) => `marquee.draft ${path}`;

/** @param path path of the page with the form */
export function keepDraft(path: string, draft: Draft): void {
  sessionStorage.setItem(keyOf(path), JSON.stringify(draft));
}

export function readDraft(path: string): Draft | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(keyOf(path)) ?? 'null') as Draft | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export function forgetDraft(path: string): void {
  sessionStorage.removeItem(keyOf(path));
}

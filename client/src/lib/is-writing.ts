const WRITTEN = 'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select';

/** Whether the user is writing where a key was pressed, so that the key is a letter of their text. */
export function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(WRITTEN));
}

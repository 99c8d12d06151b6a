/**
 * Marks a history entry that several steps in a row share, such as typed letters. Each further step replaces the entry,
 * so that Back undoes all of them at once.
 */
export type EntryMark = { readonly madeBy: 'typing' | 'moving-years' };

export const TYPING: EntryMark = { madeBy: 'typing' };
export const MOVING_YEARS: EntryMark = { madeBy: 'moving-years' };

/** @param state the state of a history entry, such as that of a location of React Router */
export function hasMark(state: unknown, { madeBy }: EntryMark): boolean {
  return typeof state === 'object' && state !== null && 'madeBy' in state && state.madeBy === madeBy;
}

/** Whether the browser's current history entry has this mark. */
export function isCurrentEntry(mark: EntryMark): boolean {
  return hasMark(currentState(), mark);
}

/**
 * The state of the browser's current history entry, which React shows only a moment later. React Router keeps it under
 * `usr`.
 */
function currentState(): unknown {
  return (window.history.state as { readonly usr?: unknown } | null)?.usr;
}

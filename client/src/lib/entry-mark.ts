/**
 * Marks a history entry that several steps in a row share, such as typed letters. Each further step replaces the entry,
 * so that Back does not go back step by step.
 */
export type EntryMark = { readonly madeBy: 'typing' | 'moving-years' };

export const TYPING: EntryMark = { madeBy: 'typing' };
export const MOVING_YEARS: EntryMark = { madeBy: 'moving-years' };

/** @param state the state of a history entry, from {@link currentState} or from a location of React Router */
export function hasMark(state: unknown, { madeBy }: EntryMark): boolean {
  return typeof state === 'object' && state !== null && 'madeBy' in state && state.madeBy === madeBy;
}

/**
 * The state of the history entry in the address bar. React shows an entry a moment later. React Router keeps the state
 * that it was given in `usr`.
 */
export function currentState(): unknown {
  return (window.history.state as { readonly usr?: unknown } | null)?.usr;
}

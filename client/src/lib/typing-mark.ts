import type { Location } from 'react-router';

/** On a place in the history that came about by typing: what is typed next takes its place, so that Back skips letters. */
export const TYPING_MARK = { isTyping: true } as const;

export function hasTypingMark(location: Location): boolean {
  const state: unknown = location.state;
  return typeof state === 'object' && state !== null && 'isTyping' in state;
}

import type { Location } from 'react-router';

/**
 * Marks a history entry that was created by typing. Further typing replaces this entry, so that Back does not go back
 * letter by letter.
 */
export const TYPING_MARK = { isTyping: true } as const;

export function hasTypingMark(location: Location): boolean {
  const state: unknown = location.state;
  return typeof state === 'object' && state !== null && 'isTyping' in state;
}

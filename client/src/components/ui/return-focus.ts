import { useEffect } from 'react';
import { NavigationType, useNavigationType } from 'react-router';

let lastOpened: string | undefined;

/** Call this with the id of a card when the card is opened. */
export function rememberOpened(id: string): void {
  lastOpened = id;
}

/**
 * When the user returns with Back, moves the focus to the card that they had opened. Otherwise the focus would be at
 * the top of the page.
 */
export function useReturnFocus(): void {
  const navigation = useNavigationType();
  useEffect(() => {
    if (navigation !== NavigationType.Pop || lastOpened === undefined) return;
    const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(lastOpened)}"]`);
    card?.focus({ preventScroll: true });
    lastOpened = undefined;
  }, [navigation]);
}

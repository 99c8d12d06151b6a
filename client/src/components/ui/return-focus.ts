import { useEffect } from 'react';
import { NavigationType, useNavigationType } from 'react-router';

let lastOpened: string | undefined;

/** To be called with the id of the card that is being opened. */
export function rememberOpened(id: string): void {
  lastOpened = id;
}

/** After Back, puts the focus on the card that was opened instead of the top of the page. */
export function useReturnFocus(): void {
  const navigation = useNavigationType();
  useEffect(() => {
    if (navigation !== NavigationType.Pop || lastOpened === undefined) return;
    const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(lastOpened)}"]`);
    card?.focus({ preventScroll: true });
    lastOpened = undefined;
  }, [navigation]);
}

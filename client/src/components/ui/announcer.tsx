import { useEffect, useState } from 'react';
import { VisuallyHidden } from './visually-hidden.tsx';

/** Nothing is announced while the user types; otherwise each letter would interrupt the screen reader. */
const PAUSE_MS = 700;

/**
 * Makes screen readers announce a message once the message has stayed the same for a moment. The element must be on the
 * page before the first message, because screen readers do not read a live region that appears together with its text.
 */
export function Announcer({ message }: { readonly message: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => {
      setSaid(message);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [message]);
  return <VisuallyHidden role="status">{said}</VisuallyHidden>;
}

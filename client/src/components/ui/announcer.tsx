import { useEffect, useState } from 'react';
import { VisuallyHidden } from './visually-hidden.tsx';

/** While somebody types nothing is said; a screen reader would be cut off at every letter. */
const PAUSE_MS = 700;

/**
 * Says a message aloud once it has stayed the same for a moment. It must be on the page before there is anything to say:
 * a live region that comes along with its text is not read.
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

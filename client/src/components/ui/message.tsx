import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { hideMessage, useMessage } from '../../lib/message.ts';
import { texts } from '../texts.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { focusHeading } from './focus-heading.ts';
import './message.css';

/** A screen reader notices the new element after this time. */
const NOTICED_MS = 200;

/**
 * Shows that something was done. The element is on every page before there is a message, because screen readers do not
 * read a live region that appears together with its text. After a sign-in, the message is there before the page.
 */
export function Message() {
  const message = useMessage();
  const [isNoticed, setIsNoticed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setIsNoticed(true);
    }, NOTICED_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return (
    <div className="message" role="status">
      {isNoticed && message !== '' && <Shown message={message} />}
    </div>
  );
}

function Shown({ message }: { readonly message: string }) {
  const button = useRef<HTMLButtonElement>(null);
  const cameFrom = useRef<HTMLElement>(undefined);
  useEffect(() => {
    // A dialog, or a list of suggestions, keeps its own Escape to itself.
    const onKeyDown = ({ key, defaultPrevented }: KeyboardEvent) => {
      if (key === 'Escape' && !defaultPrevented) hideMessage();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
  // The button disappears with the message, so the focus goes back to where it was before. React calls this while the
  // button is still on the page.
  useLayoutEffect(() => {
    const element = button.current;
    return () => {
      if (document.activeElement !== element) return;
      if (cameFrom.current?.isConnected === true) cameFrom.current.focus();
      else focusHeading({ preventScroll: true });
    };
  }, []);
  return (
    <div>
      <bdi>{message}</bdi>
      <IconButton
        ref={button}
        size="small"
        label={texts.close}
        onClick={hideMessage}
        onFocus={({ relatedTarget }) => {
          cameFrom.current = relatedTarget instanceof HTMLElement ? relatedTarget : undefined;
        }}
      >
        <Icon name="close" />
      </IconButton>
    </div>
  );
}

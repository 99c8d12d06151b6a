import { useEffect, useEffectEvent, useState } from 'react';
import { usePartOnDemand } from '../components/ui/lazy-part.tsx';
import { isWriting } from '../lib/is-writing.ts';
import { texts } from './texts.ts';

/** Loaded on demand, because few visitors ask for it. */
const loadKeyHelpDialog = async () => (await import('./key-help-dialog.tsx')).KeyHelpDialog;

/**
 * A button that lists the keys of the page. The key `?` does the same anywhere except in a text field, and closes the list
 * again.
 */
export function KeyHelp() {
  const [isOpen, setIsOpen] = useState(false);
  const [KeyHelpDialog, load] = usePartOnDemand(loadKeyHelpDialog);
  const open = () => {
    load(() => {
      setIsOpen(true);
    });
  };
  const onKeyDown = useEffectEvent(({ key, target }: KeyboardEvent) => {
    if (key !== '?' || isWriting(target)) return;
    if (isOpen) setIsOpen(false);
    else if (!document.querySelector('[role="dialog"]')) open();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      onKeyDown(event);
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, []);
  return (
    <>
      <button type="button" onClick={open} aria-haspopup="dialog" aria-keyshortcuts="?">
        {texts.keys.title}
      </button>
      {isOpen && KeyHelpDialog && (
        <KeyHelpDialog
          onClose={() => {
            setIsOpen(false);
          }}
        />
      )}
    </>
  );
}

import { lazy, Suspense, useEffect, useState } from 'react';
import { isWriting } from '../lib/is-writing.ts';

/** Loaded on demand, because few visitors ask for it. */
const KeyHelpDialog = lazy(async () => ({ default: (await import('./key-help-dialog.tsx')).KeyHelpDialog }));

/** Lists the keys of the page when the user presses `?` anywhere except in a text field. */
export function KeyHelp() {
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = ({ key, target }: KeyboardEvent) => {
      if (key !== '?' || isWriting(target) || document.querySelector('[role="dialog"]')) return;
      setIsOpen(true);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
  if (!isOpen) return null;
  return (
    <Suspense>
      <KeyHelpDialog
        onClose={() => {
          setIsOpen(false);
        }}
      />
    </Suspense>
  );
}

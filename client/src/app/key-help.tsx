import { useEffect, useEffectEvent, useState } from 'react';
import { usePartOnDemand } from '../components/ui/lazy-part.tsx';
import { isWriting } from '../lib/is-writing.ts';

/** Loaded on demand, because few visitors ask for it. */
const loadKeyHelpDialog = async () => (await import('./key-help-dialog.tsx')).KeyHelpDialog;

/** Lists the keys of the page when the user presses `?` anywhere except in a text field. */
export function KeyHelp() {
  const [isOpen, setIsOpen] = useState(false);
  const [KeyHelpDialog, load] = usePartOnDemand(loadKeyHelpDialog);
  const onKeyDown = useEffectEvent(({ key, target }: KeyboardEvent) => {
    if (key !== '?' || isWriting(target) || document.querySelector('[role="dialog"]')) return;
    load(() => {
      setIsOpen(true);
    });
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
  if (!isOpen || !KeyHelpDialog) return null;
  return (
    <KeyHelpDialog
      onClose={() => {
        setIsOpen(false);
      }}
    />
  );
}

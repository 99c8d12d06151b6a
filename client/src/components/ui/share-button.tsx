import { useEffect, useState } from 'react';
import { texts } from '../texts.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

const SHOWN_MS = 3_000;

/** Opens the share dialog of the device for the link of this page. Copies the link if there is no such dialog. */
export function ShareButton({ title }: { readonly title: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (outcome === undefined) return;
    const timer = setTimeout(() => {
      setOutcome(undefined);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [outcome]);
  const label = texts.share[outcome ?? 'share'];
  return (
    <>
      <Button
        look="outlined"
        icon={<Icon name="share" />}
        onClick={() => {
          void shareThisPage(title).then(setOutcome);
        }}
      >
        {label}
      </Button>
      <VisuallyHidden role="status">{outcome === undefined ? '' : label}</VisuallyHidden>
    </>
  );
}

async function shareThisPage(title: string): Promise<'copied' | 'failed' | undefined> {
  const { href } = location;
  if ('share' in navigator && matchMedia('(pointer: coarse)').matches) {
    // `share` rejects when the user cancels.
    await navigator.share({ title, url: href }).catch(() => undefined);
    return undefined;
  }
  // `navigator.clipboard` is absent if the page came over plain HTTP from another machine.
  if (!('clipboard' in navigator)) return 'failed';
  return navigator.clipboard.writeText(href).then(
    () => 'copied' as const,
    () => 'failed' as const,
  );
}

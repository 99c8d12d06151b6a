import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/** What the device says of its connection; requests that it holds back go on by themselves when it is back. */
export function useIsOnline(): boolean {
  return useSyncExternalStore(
    (onChange) => onlineManager.subscribe(onChange),
    () => onlineManager.isOnline(),
  );
}

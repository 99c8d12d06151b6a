import { useIsOnline } from './use-is-online.ts';
import './offline-banner.css';

/** Shown on every page while the device is offline. */
export function OfflineBanner() {
  const isOnline = useIsOnline();
  return (
    <div className="offline-banner" role="status">
      {!isOnline && <div>You&apos;re offline. We&apos;ll load this when you&apos;re back.</div>}
    </div>
  );
}

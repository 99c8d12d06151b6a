import { useIsOnline } from './use-is-online.ts';
import './offline-banner.css';

/** On every page while the device has no connection. */
export function OfflineBanner() {
  const isOnline = useIsOnline();
  return (
    <div className="offline-banner" role="status">
      {!isOnline && <div>You are offline. What you ask for comes as soon as you are back.</div>}
    </div>
  );
}

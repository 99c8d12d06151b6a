import { useIsOnline } from './use-is-online.ts';
import { texts } from '../texts.ts';
import './offline-banner.css';

/** Shown on every page while the device is offline. */
export function OfflineBanner() {
  const isOnline = useIsOnline();
  return (
    <div className="offline-banner" role="status">
      {!isOnline && <div>{texts.offline}</div>}
    </div>
  );
}

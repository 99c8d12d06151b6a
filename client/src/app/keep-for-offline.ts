/**
 * Starts the service worker, with which the page opens without a network; see public/sw.js. It starts after everything else
 * has loaded, so that it delays nothing. Without it the page works as well.
 */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  addEventListener('load', () => {
    navigator.serviceWorker.register('/sw.js').catch(() => undefined);
  });
}

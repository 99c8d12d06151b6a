/**
 * Starts the service worker (public/sw.js), which lets the page open without a network. It starts after everything else
 * has loaded, so that it delays nothing. If it does not start, the page still works online.
 */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  addEventListener('load', () => {
    navigator.serviceWorker.register('/sw.js').catch(() => undefined);
  });
}

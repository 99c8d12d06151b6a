/** The preview has no service worker. It is not a page that people return to without a network. */
export function keepForOffline(): void {
  // Nothing to start.
}

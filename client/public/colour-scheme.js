// Runs before the first paint. It sets the colours that were chosen on this page, or otherwise those that the device
// prefers.
let scheme = globalThis.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
try {
  scheme = globalThis.localStorage.getItem('marquee.colour-scheme') ?? scheme;
} catch {
  // Storage is blocked, so nothing can have been chosen.
}
globalThis.document.documentElement.dataset.theme = scheme;

// Runs before the first paint. It sets the colours that the user chose on this page. If the user has not chosen any, it
// sets the colours that the device prefers.
let scheme = globalThis.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
try {
  scheme = globalThis.localStorage.getItem('marquee.colour-scheme') ?? scheme;
} catch {
  // If storage is blocked, no choice can have been stored.
}
globalThis.document.documentElement.dataset.theme = scheme;

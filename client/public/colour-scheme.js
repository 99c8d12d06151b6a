// Before anything is painted: the colours that were chosen on this page, or else those that the device prefers.
let scheme = globalThis.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
try {
  scheme = globalThis.localStorage.getItem('marquee.colour-scheme') ?? scheme;
} catch {
  // Where nothing may be stored, nothing was chosen.
}
globalThis.document.documentElement.dataset.theme = scheme;

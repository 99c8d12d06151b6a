/** The texts of the components that all pages share, in one place, so that they can be translated. */
export const texts = {
  product: 'Marquee',
  documentTitle: (page: string) => `${page} · Marquee`,
  startTitle: 'Marquee: film search',
  close: 'Close',
  clear: 'Clear',
  /** A part of the page whose script could not be loaded. */
  partNotLoaded: 'This could not be loaded. Reload the page to try again.',
  offline: "You're offline. We'll load this when you're back.",
  colours: { light: 'Use light colours', dark: 'Use dark colours' },
  share: { share: 'Share', copied: 'Link copied', failed: 'Copy the link from the address bar' },
  signIn: 'Sign in',
  signInFailed: 'Sign-in is not responding. Try again',
  errors: {
    tryAgain: 'Try again',
    request: (id: string) => `Request ${id}`,
    offline: { title: "You're offline", text: 'There is no connection. The list of your saved films still opens.' },
    unexpected: { title: 'Something went wrong', text: 'Something unexpected happened on this page.' },
    unreachable: {
      title: 'The server cannot be reached',
      text: 'It may be starting up, or your connection may be down.',
    },
    timeout: { title: 'This is taking too long', text: 'The server has not answered for a while.' },
    garbage: { title: 'The server sent an unexpected answer', text: 'This is not your fault.' },
    tooMany: { title: 'Too many requests', text: 'Try again in a moment.' },
  },
} as const;

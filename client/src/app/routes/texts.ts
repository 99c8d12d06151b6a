/** The texts of the pages that belong to no feature, in one place, so that they can be translated. */
export const texts = {
  notFound: {
    documentTitle: 'Not found',
    title: 'Nothing is playing here',
    text: 'There is no page at this address.',
  },
  notSignedIn: {
    documentTitle: 'Not signed in',
    title: 'You are not signed in',
    denied: 'Access was denied. Nothing was changed.',
    back: 'Back to where you were',
    failed: 'Sign-in was cancelled, timed out, or started in another tab. Nothing was changed. Try again.',
  },
} as const;

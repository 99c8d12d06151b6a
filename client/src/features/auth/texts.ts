/** The texts of this feature, in one place, so that they can be translated. */
export const texts = {
  signedInAs: (name: string) => `Signed in as ${name}`,
  signOut: 'Sign out',
  signedOut: 'Signed out',
} as const;

/**
 * The texts that several layers of the page use. Each folder has its texts in one place, so that they can be
 * translated: this file, components/texts.ts, app/texts.ts, and the texts files of each feature. Their functions also
 * choose plurals and format numbers. A name in braces is the place of an element, which components/ui/sentence.tsx
 * inserts.
 */
export const texts = {
  list: (names: readonly string[]) => names.join(', '),
  /** Short facts on one line. Those that are unknown or empty are left out. */
  facts: (facts: readonly (string | number | undefined)[]) =>
    facts.filter((fact) => fact !== undefined && fact !== '').join(' · '),
  titleAndYear: (title: string, year: number) => `${title} (${String(year)})`,
  /** Said when suggestions appear below a text field. */
  suggested: (count: number) =>
    `${count === 1 ? '1 suggestion' : `${String(count)} suggestions`}. Press the down arrow key to choose.`,
  signedOut: "You've been signed out.",
  errors: {
    unexpected: 'Something unexpected happened.',
    timeout: 'The server is taking too long to answer.',
    unreachable: 'The server cannot be reached.',
    unexpectedAnswer: 'The server sent an unexpected answer.',
    serverProblem: 'The server has a problem.',
  },
} as const;

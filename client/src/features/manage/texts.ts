/** The texts of this feature, in one place, so that they can be translated. */
export const texts = {
  messages: {
    added: (title: string) => `Added “${title}”`,
    saved: (title: string) => `Saved “${title}”`,
    deleted: (title: string) => `Deleted “${title}”`,
  },
  form: {
    addTitle: 'Add a film',
    editTitle: (title: string) => `Edit ${title}`,
    save: 'Save',
    add: 'Add film',
    cancel: 'Cancel',
    /** @param fault such as `is required` */
    fault: (label: string, fault: string) => `${label} ${fault}.`,
    length: (length: number, longest: number) => ` ${String(length)} of ${String(longest)}`,
    suggestions: (label: string) => `Suggestions for ${label}`,
    suggested: (count: number) => (count === 1 ? '1 suggestion' : `${String(count)} suggestions`),
  },
  problem: {
    notSaved: 'Not saved',
    checkFields: 'Check the marked fields.',
    faults: (faults: readonly string[]) => `The film ${faults.join('; ')}.`,
    deleted: 'Someone deleted this film in the meantime. What you typed is still here.',
    addAsNew: 'Add it as a new film',
    signedOut: "You've been signed out. Sign in again; what you typed will still be here when you come back.",
    unexpected: 'Something unexpected happened.',
    same: (year: number) => ` (${String(year)}) is already in the catalogue.`,
    openSame: 'Open it',
    addAnyway: 'Add it anyway',
  },
  conflict: {
    title: 'Someone else saved this film first',
    question:
      'Keep theirs, or keep yours: your changes replace theirs where you edited; everything else stays as they saved it.',
    theirs: 'They saved',
    mine: 'You typed',
    unchanged: 'unchanged',
    empty: '(empty)',
    back: 'Back to the form',
    keepTheirs: 'Keep theirs',
    keepMine: 'Keep mine',
  },
  leave: {
    title: 'Leave without saving?',
    warning: 'What you typed will be lost.',
    leave: 'Leave',
    stay: 'Stay',
  },
} as const;

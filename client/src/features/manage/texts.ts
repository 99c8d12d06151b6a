import { formatCount } from '../../lib/format-count.ts';

/** The texts of this feature, in one place, so that they can be translated. */
export const texts = {
  messages: {
    added: (title: string) => `Added “${title}”`,
    saved: (title: string) => `Saved your changes to “${title}”`,
    keptTheirs: 'Your changes were discarded. This is the version that they saved.',
    deleted: (title: string) => `Deleted “${title}”`,
  },
  signIn: {
    title: 'Sign in to add or edit films',
    text: 'Anyone can search; signing in lets you edit.',
  },
  actions: { edit: 'Edit', delete: 'Delete' },
  cache: {
    clear: 'Clear cache',
    clearing: 'Clearing…',
    notCleared: (reason: string) => `Not cleared: ${reason}`,
  },
  remove: {
    title: 'Delete this film?',
    warning: "{title} ({year}) will be deleted for everyone. This can't be undone.",
    changed: 'Someone changed this film after you opened it. The current version is shown above.',
    failed: (reason: string) => `The film was not deleted: ${reason}`,
    cancel: 'Cancel',
    delete: 'Delete',
  },
  /** The names of the fields, and how to fill them. */
  fields: {
    title: { label: 'Title' },
    year: { label: 'Year of first release' },
    genres: { label: 'Genres', hint: 'Separate with commas: Crime, Drama' },
    directors: { label: 'Directors', hint: 'One name per line' },
    cast: { label: 'Cast', hint: 'One name per line, in billing order' },
    extract: { label: 'Synopsis' },
    href: { label: 'Wikipedia page', hint: 'Page name in the English Wikipedia: The_Godfather' },
    thumbnail: {
      label: 'Poster address',
      hint: 'From upload.wikimedia.org or image.tmdb.org; if left empty, the page draws a poster',
    },
    thumbnailWidth: { label: 'Poster width', hint: 'Pixels' },
    thumbnailHeight: { label: 'Poster height', hint: 'Pixels' },
  },
  /** What is wrong with a value. `form.fault` puts the name of the field before it. */
  faults: {
    missing: 'is required',
    tooLong: (length: number, most: number) =>
      `has ${formatCount(length)} characters; ${formatCount(most)} are allowed`,
    tooMany: (entries: number, most: number) => `has ${formatCount(entries)} entries; ${formatCount(most)} are allowed`,
    notAnAddress: 'must be an address that begins with https:// or http://',
    notInRange: (least: number, most: number) => `must be a whole number from ${String(least)} to ${String(most)}`,
    /** @param position of the entry in its list, from 1 */
    ofEntry: (position: number, fault: string) => `entry ${String(position)} ${fault}`,
    ofAttribute: (name: string, fault: string) => `${name} ${fault}`,
  },
  form: {
    addTitle: 'Add a film',
    editTitle: (title: string) => `Edit ${title}`,
    /** The title of the document until the film has loaded. */
    editSomeTitle: 'Edit a film',
    save: 'Save',
    add: 'Add film',
    cancel: 'Cancel',
    /** @param fault such as `is required` */
    fault: (label: string, fault: string) => `${label} ${fault}.`,
    /** Shown near the limit. @param text a hint or a fault; may be empty */
    withLength: (text: string, length: number, most: number) => `${text} ${String(length)} of ${String(most)}`,
    suggestions: (label: string) => `Suggestions for ${label}`,
    suggested: (count: number) =>
      `${count === 1 ? '1 suggestion' : `${String(count)} suggestions`}. Press the down arrow key to choose.`,
    suggestionsHidden: 'Suggestions hidden. Press Alt+Down arrow to show them.',
  },
  problem: {
    notSaved: 'Not saved',
    checkFields: 'Check the marked fields.',
    faults: (faults: readonly string[]) => `The film ${faults.join('; ')}.`,
    deleted: 'Someone deleted this film in the meantime. What you typed is still here.',
    addAsNew: 'Add it as a new film',
    signedOut: "You've been signed out. Sign in again; what you typed will still be here when you come back.",
    same: '{title} ({year}) is already in the catalogue.',
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

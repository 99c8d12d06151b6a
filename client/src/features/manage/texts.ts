/** The texts of this feature, in one place, so that they can be translated. */
export const texts = {
  messages: {
    added: (title: string) => `Added “${title}”`,
    saved: (title: string) => `Saved “${title}”`,
    deleted: (title: string) => `Deleted “${title}”`,
  },
} as const;

/** The texts that only the preview has. */
export const texts = {
  documentTitle: 'Run Marquee',
  title: 'This needs Marquee on your machine',
  text: 'This is a preview. It runs in your browser, with a sample of films that cannot be changed. To add or edit films, import your own or search live movies, get {source} and run it. You need Node, and no account:',
  source: 'the source of Marquee',
  command: 'npm ci && npm start',
  footer: 'This is a preview.',
  run: 'Run Marquee',
} as const;

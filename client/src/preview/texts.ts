/** The texts that only the preview has. */
export const texts = {
  documentTitle: 'Run Marquee',
  title: 'This needs Marquee on your machine',
  text: 'You are looking at a preview: it runs in your browser, with a sample of films that cannot be changed. To add and edit films, import your own or search live movies, get {source} and run it. It needs Node, but no account:',
  source: 'the source of Marquee',
  command: 'npm ci && npm start',
  footer: 'This is a preview.',
  run: 'Run Marquee',
} as const;

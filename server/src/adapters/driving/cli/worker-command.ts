export const WORKER_USAGE = `Usage: npm run worker
       node server/src/entrypoints/worker.ts

Does the background work of a Marquee whose processes run over AWS without Lambda functions: once a minute it rebuilds the
search snapshot if that is due, it carries out the purges of the queue, and once an hour it asks for the deletion of expired
cache entries. Runs until SIGTERM or Ctrl-C. One worker is enough; more of them, or the functions beside it, do no harm.

Settings: MARQUEE_FILMS_TABLE, MARQUEE_CACHE_TABLE, MARQUEE_SNAPSHOTS, MARQUEE_PURGE_QUEUE_URL, MARQUEE_ATTRIBUTES,
MARQUEE_SYNONYMS, MARQUEE_OPERATIONS_PORT with HOST, and AWS's own settings.
Exit codes: 0 stopped by a signal; 1 could not start (the reason is printed); 2 wrong arguments; 130 or 143 ended at once by a second signal`;

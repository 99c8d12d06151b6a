export const SEARCH_REBUILD_USAGE = `Usage: npm run search:rebuild

Builds the search snapshot of this machine's films at once, whether or not it is due, and publishes it: beside a running server,
which takes it over, or without one.

Settings: MARQUEE_DATA_DIR, MARQUEE_DYNAMODB_ENDPOINT and the others of npm start.
Exit codes: 0 a snapshot is published, 1 failed, 2 wrong arguments`;

export const SEARCH_REBUILD_USAGE = `Usage: npm run search:rebuild

Builds the search snapshot of this machine's films at once, even if no rebuild is due, and publishes it. It works with or without a
running server. A running server switches to the new snapshot.

Settings: MARQUEE_DATA_DIR, MARQUEE_DYNAMODB_ENDPOINT and the other settings of npm start.
Exit codes: 0 a snapshot was published; 1 failed; 2 wrong arguments`;

export const SEARCH_REBUILD_USAGE = `Usage: npm run search:rebuild

Builds and publishes a search snapshot of this machine's films, even if no rebuild is due. A server may be running;
it then switches to the new snapshot.

Settings: MARQUEE_DATA_DIR, MARQUEE_DYNAMODB_ENDPOINT and the other settings of npm start.
Exit codes: 0 a snapshot was published; 1 failed; 2 wrong arguments`;

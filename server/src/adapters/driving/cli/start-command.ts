import { parseArgs } from 'node:util';

export const START_USAGE = `Usage: npm start
       node server/src/entrypoints/local.ts [--parent PID]

Runs the API, the page and an embedded DynamoDB on this machine, until Ctrl-C, SIGTERM or SIGHUP; a second Ctrl-C ends it at
once. npm start first builds the page when that is missing or old.
  --parent PID   ends when this process, its parent, is gone; npm start gives npm's own

Settings are environment variables, or lines of a file .env. Those that matter most:
  PORT                        the port (3030); 0 chooses a free one
  HOST                        the address it listens on (127.0.0.1)
  MARQUEE_DATA_DIR            the folder of the data (.data)
  MARQUEE_DYNAMODB_ENDPOINT   a DynamoDB to use instead of the embedded one
  MARQUEE_TMDB_TOKEN          TMDB's read access token, for live movies
  MARQUEE_OIDC_ISSUER, MARQUEE_OIDC_AUDIENCE   whose tokens may write (a development issuer)
  TLS_CERT, TLS_KEY           PEM files, for https
README.md lists all of them.

Exit codes: 0 it was ended by a signal, 1 it could not start, and says why, 2 wrong arguments, 130 or 143 it was ended at once`;

/** What `npm start` is asked for. */
export type StartOptions = {
  /** Process id of the parent with which it ends. Absent: it ends by signals alone, as a daemon does. */
  readonly parent: number | undefined;
};

/** @throws Error with a message for the user */
export function parseStartArgs(args: string[]): StartOptions {
  const { parent } = parseArgs({ args, options: { parent: { type: 'string' } } }).values;
  if (parent !== undefined && !/^[1-9]\d{0,9}$/.test(parent)) throw new Error('--parent must be the id of a process.');
  return { parent: parent === undefined ? undefined : Number(parent) };
}

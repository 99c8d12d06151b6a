import { parseArgs } from 'node:util';

export const START_USAGE = `Usage: npm start
       node server/src/entrypoints/local.ts [--parent PID]

Runs the API, the page and an embedded DynamoDB on this machine, until Ctrl-C, SIGTERM or SIGHUP. A second Ctrl-C ends the
process at once. If the page is missing or outdated, npm start builds it before the server starts.
  --parent PID   the id of the parent process; the server ends when the parent ends; npm start passes the id of npm

Settings are environment variables, or lines of a file .env. The most important ones are:
  PORT                        the port of the server (3030); 0 chooses a free one
  HOST                        the address that the server listens on (127.0.0.1)
  MARQUEE_DATA_DIR            the folder of the data (.data)
  MARQUEE_DYNAMODB_ENDPOINT   a DynamoDB to use instead of the embedded one
  MARQUEE_SNAPSHOTS           s3://BUCKET/PREFIX: everything is in AWS, and MARQUEE_FILMS_TABLE names the table
  MARQUEE_TMDB_TOKEN          TMDB's read access token, for live movies
  MARQUEE_MOVIE_PROVIDER      omdb for live movies from OMDb, with its key in MARQUEE_OMDB_KEY (tmdb)
  MARQUEE_OIDC_ISSUER, MARQUEE_OIDC_AUDIENCE   the issuer whose tokens permit writing, and their audience (a development issuer)
  TLS_CERT, TLS_KEY           PEM files, for https
README.md lists all of them.

Exit codes: 0 stopped by a signal; 1 could not start (the reason is printed); 2 wrong arguments; 130 or 143 ended at once by a second signal`;

/** The options of `npm start`. */
export type StartOptions = {
  /** Id of the parent process; the server ends when the parent ends. Absent: only signals end it, as with a daemon. */
  readonly parent: number | undefined;
};

/** @throws Error with a message for the user */
export function parseStartArgs(args: string[]): StartOptions {
  const { parent } = parseArgs({ args, options: { parent: { type: 'string' } } }).values;
  if (parent !== undefined && !/^[1-9]\d{0,9}$/.test(parent)) throw new Error('--parent must be the id of a process.');
  return { parent: parent === undefined ? undefined : Number(parent) };
}

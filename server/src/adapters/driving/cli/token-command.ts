import { parseArgs } from 'node:util';

export const TOKEN_USAGE = `Usage: npm run --silent token -- --scope SCOPE [--scope SCOPE]

Prints an access token of the development issuer, valid for an hour on this machine. The server must run (npm start)
with the same data folder (MARQUEE_DATA_DIR).
  --scope films:write    create, change and delete films
  --scope cache:purge    purge the movies cache

Settings: MARQUEE_DATA_DIR, the same as that of the server.
Exit codes: 0 printed, 1 no token could be made, 2 wrong arguments`;

const SCOPES = ['films:write', 'cache:purge'];

/**
 * @returns the requested scopes
 * @throws Error with a message for the user
 */
export function parseTokenArgs(args: string[]): readonly string[] {
  const { scope = [] } = parseArgs({ args, options: { scope: { type: 'string', multiple: true } } }).values;
  const scopes = scope.flatMap((text) => text.split(/[ ,]+/));
  if (scopes.length === 0) throw new Error('--scope is missing.');
  const unknown = scopes.find((one) => !SCOPES.includes(one));
  if (unknown !== undefined) throw new Error(`There is no scope '${unknown}'. There are: ${SCOPES.join(', ')}.`);
  return scopes;
}

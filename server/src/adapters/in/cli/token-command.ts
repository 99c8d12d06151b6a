import { parseArgs } from 'node:util';

export const TOKEN_USAGE = `Usage: npm run --silent token -- --scope SCOPE [--scope SCOPE]

Prints an access token of the development issuer, good for an hour on this machine. The server must run (npm start),
over the same data folder (MARQUEE_DATA_DIR).
  --scope films:write    create, change and delete films
  --scope cache:purge    empty the cache of the movies`;

const SCOPES = ['films:write', 'cache:purge'];

/** @returns the scopes asked for; `undefined` when that cannot be understood and the usage should be shown */
export function parseTokenArgs(args: readonly string[]): readonly string[] | undefined {
  try {
    const { values } = parseArgs({ args: [...args], options: { scope: { type: 'string', multiple: true } } });
    const scopes = (values.scope ?? []).flatMap((text) => text.split(/[ ,]+/));
    return scopes.length > 0 && scopes.every((scope) => SCOPES.includes(scope)) ? scopes : undefined;
  } catch {
    return undefined;
  }
}

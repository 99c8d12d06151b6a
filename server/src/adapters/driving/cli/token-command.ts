import { parseArgs } from 'node:util';
import { SCOPES, SCOPE_NAMES, type Scope } from '../../../domain/scopes.ts';

const OPTIONS = SCOPE_NAMES.map((scope) => `  --scope ${scope}    ${SCOPES[scope]}`).join('\n');

export const TOKEN_USAGE = `Usage: npm run --silent token -- --scope SCOPE [--scope SCOPE]

Prints an access token of the development issuer, valid for an hour on this machine. The server must be running
(npm start) with the same data folder (MARQUEE_DATA_DIR).
${OPTIONS}

Settings: MARQUEE_DATA_DIR, the same as that of the server.
Exit codes: 0 printed; 1 no token could be made; 2 wrong arguments`;

/**
 * @returns the requested scopes
 * @throws Error with a message for the user
 */
export function parseTokenArgs(args: string[]): readonly Scope[] {
  const { scope = [] } = parseArgs({ args, options: { scope: { type: 'string', multiple: true } } }).values;
  const scopes = scope.flatMap((text) => text.split(/[ ,]+/));
  if (scopes.length === 0) throw new Error('--scope is missing.');
  const unknown = scopes.find((name) => !isScope(name));
  if (unknown !== undefined) throw new Error(`There is no scope '${unknown}'. There are: ${SCOPE_NAMES.join(', ')}.`);
  return scopes.filter(isScope);
}

function isScope(name: string): name is Scope {
  return Object.hasOwn(SCOPES, name);
}

import { resolve } from 'node:path';
import { parseTokenArgs, TOKEN_USAGE } from '../adapters/in/cli/token-command.ts';
import { findRunningIssuer } from '../adapters/out/oidc/development-probe.ts';
import { mintDevelopmentToken } from '../adapters/out/oidc/development-token.ts';
import { SystemClock } from '../adapters/out/system/system-clock.ts';
import { readLocalConfig } from './config.ts';

/** `npm run token`; prints the token alone, and sets the process's exit code. */
export async function runTokenCommand(args: readonly string[]): Promise<void> {
  const scopes = parseTokenArgs(args);
  if (!scopes) {
    process.stderr.write(`${TOKEN_USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  try {
    const { dataDir, oidc } = readLocalConfig();
    if (oidc.issuer !== undefined) throw new Error(`Tokens come from ${oidc.issuer} (MARQUEE_OIDC_ISSUER).`);
    const identity = await findRunningIssuer(dataDir);
    if (!identity) throw new Error(noServer(resolve(dataDir)));
    const token = await mintDevelopmentToken(identity, scopes, new SystemClock().nowMs());
    process.stdout.write(`${token}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** A token of another folder's key would only be refused later, by a server that says nothing of folders. */
function noServer(dataDir: string): string {
  return (
    `No development issuer runs over the data folder ${dataDir}, so no server would take the token.\n` +
    'Start one with npm start, or set MARQUEE_DATA_DIR to the folder of the server that runs.'
  );
}

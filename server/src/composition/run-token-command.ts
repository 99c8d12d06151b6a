import { resolve } from 'node:path';
import { readArguments, reportFailure } from '../adapters/driving/cli/command-line.ts';
import { parseTokenArgs, TOKEN_USAGE } from '../adapters/driving/cli/token-command.ts';
import { findRunningIssuer } from '../adapters/local/oidc/development-probe.ts';
import { mintDevelopmentToken } from '../adapters/local/oidc/development-token.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import { readLocalConfig } from './local-config.ts';

/** Runs `npm run token`. Prints only the token to standard output, and sets the process's exit code. */
export async function runTokenCommand(args: readonly string[]): Promise<void> {
  const scopes = readArguments(TOKEN_USAGE, args, parseTokenArgs);
  if (!scopes) return;
  try {
    const { dataDir, oidc } = readLocalConfig();
    if (oidc.issuer !== undefined)
      throw new Error(`Get a token from ${oidc.issuer} instead, because MARQUEE_OIDC_ISSUER names that issuer.`);
    const identity = await findRunningIssuer(dataDir);
    if (!identity) throw new Error(noServer(resolve(dataDir)));
    const token = await mintDevelopmentToken(identity, scopes, new SystemClock().nowMs());
    process.stdout.write(`${token}\n`);
  } catch (error) {
    reportFailure(error);
  }
}

/**
 * The error message if no development issuer runs with the data folder. Without this check, a server would refuse the
 * token later, and the server's message would not mention the folder.
 */
function noServer(dataDir: string): string {
  return (
    `No development issuer runs with the data folder ${dataDir}, so no server would accept the token.\n` +
    'Start one with npm start, or set MARQUEE_DATA_DIR to the folder of the running server.'
  );
}

import { parseTokenArgs, TOKEN_USAGE } from '../adapters/in/cli/token-command.ts';
import { developmentIdentity } from '../adapters/out/oidc/development-identity.ts';
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
    const token = await mintDevelopmentToken(await developmentIdentity(dataDir), scopes, new SystemClock().nowMs());
    process.stdout.write(`${token}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

import * as z from 'zod';
import { readDevelopmentIdentity, type DevelopmentIdentity } from './development-identity.ts';

const PROBE_TIMEOUT_MS = 2_000;
const keySetSchema = z.object({ keys: z.array(z.object({ kid: z.string() })) });

/**
 * Whether a development issuer is running. A process counts as the issuer if it answers at the issuer's address and
 * publishes the issuer's key. Waits for at most 2 s.
 */
export async function isRunning({ issuer, key }: DevelopmentIdentity): Promise<boolean> {
  try {
    const response = await fetch(`${issuer}/jwks`, {
      redirect: 'error',
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    const { keys } = keySetSchema.parse(await response.json());
    return keys.some(({ kid }) => kid === key.kid);
  } catch {
    return false;
  }
}

/**
 * Finds the identity of the issuer that runs with a data folder. Creates neither the folder nor a key.
 *
 * @returns `undefined` when none is running
 * @throws Error when the key exists and cannot be read
 */
export async function findRunningIssuer(dataDir: string): Promise<DevelopmentIdentity | undefined> {
  const identity = await readDevelopmentIdentity(dataDir);
  return identity && (await isRunning(identity)) ? identity : undefined;
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { errorCode } from '../../../domain/errors.ts';
import { developmentIdentity, moveDevelopmentIdentity, type DevelopmentIdentity } from './development-identity.ts';
import { createDevelopmentProvider } from './development-provider.ts';

/** A development issuer on loopback. */
export type DevelopmentIssuer = {
  readonly issuer: string;
  /** Whether it runs in this process; otherwise another process of the same data folder runs it. */
  readonly owned: boolean;
  /** Stops it if it is owned. */
  readonly close: () => Promise<void>;
};

const PROBE_TIMEOUT_MS = 2_000;
const keySetSchema = z.object({ keys: z.array(z.object({ kid: z.string() })) });

/**
 * Starts the development issuer of a data folder on loopback, or finds the one that another process runs there: whoever
 * has its port and shows its key is it. Anyone at this machine can sign in to it, under any name, so it exists only
 * where the product serves this machine alone.
 */
export async function openDevelopmentIssuer(dataDir: string): Promise<DevelopmentIssuer> {
  const identity = await developmentIdentity(dataDir);
  const server = await listen(identity);
  if (server) return owned(identity, server);
  if (await isRunning(identity)) return { issuer: identity.issuer, owned: false, close: () => Promise.resolve() };
  const moved = await moveDevelopmentIdentity(dataDir);
  const second = await listen(moved);
  if (!second) throw new Error(`The development issuer cannot listen at ${moved.issuer}.`);
  return owned(moved, second);
}

function owned({ issuer }: DevelopmentIdentity, server: Server): DevelopmentIssuer {
  return {
    issuer,
    owned: true,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** @returns `undefined` when the port is taken */
async function listen(identity: DevelopmentIdentity): Promise<Server | undefined> {
  const answer = createDevelopmentProvider(identity);
  const server = createServer((request, response) => {
    if (isMeant(request, identity)) answer(request, response);
    else refuse(response);
  });
  try {
    server.listen(identity.port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE') return undefined;
    throw error;
  }
}

/** A page elsewhere whose name resolves to 127.0.0.1 would come under its own name: it is not meant. */
function isMeant({ headers }: IncomingMessage, { port }: DevelopmentIdentity): boolean {
  return headers.host === `127.0.0.1:${String(port)}` || headers.host === `localhost:${String(port)}`;
}

function refuse(response: ServerResponse): void {
  response.writeHead(421).end();
}

async function isRunning({ issuer, key }: DevelopmentIdentity): Promise<boolean> {
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

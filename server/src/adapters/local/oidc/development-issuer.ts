import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { JWK } from 'jose';
import { errorCode } from '../../../domain/errors.ts';
import { foreignHost, type ForeignHost } from '../../../domain/loopback.ts';
import { addSecurityHeaders, refuseUnreadable } from './development-headers.ts';
import { developmentIdentity, moveDevelopmentIdentity, type DevelopmentIdentity } from './development-identity.ts';
import { isRunning } from './development-probe.ts';
import { createDevelopmentProvider } from './development-provider.ts';

/** A development issuer on loopback. */
export type DevelopmentIssuer = {
  readonly issuer: string;
  /** The key that verifies all of the issuer's tokens, even while the issuer is not running. */
  readonly publicKey: JWK;
  /** Whether this process started the issuer. Otherwise another process with the same data folder runs it. */
  readonly owned: boolean;
  /** Stops the issuer if it runs in this process. */
  readonly close: () => Promise<void>;
};

/** How often a process that uses the issuer of another process checks whether that issuer still runs. */
const TAKE_OVER_EVERY_MS = 1_000;

/**
 * Starts the development issuer of a data folder on loopback, or finds the one that another process runs. The process
 * that listens on the identity's port and publishes the identity's key is the issuer. When that process ends, this
 * process becomes the issuer within about a second. Anyone on this machine can sign in under any name, so the issuer is
 * used only if the product serves this machine alone.
 */
export async function openDevelopmentIssuer(dataDir: string): Promise<DevelopmentIssuer> {
  const identity = await developmentIdentity(dataDir);
  const server = await listen(identity);
  if (server) return owned(identity, server);
  if (await isRunning(identity)) return shared(identity);
  const moved = await moveDevelopmentIdentity(dataDir);
  const second = await listen(moved);
  if (!second) throw new Error(`The development issuer cannot listen at ${moved.issuer}.`);
  return owned(moved, second);
}

function owned(identity: DevelopmentIdentity, server: Server): DevelopmentIssuer {
  return { ...shown(identity), owned: true, close: () => stop(server) };
}

function shared(identity: DevelopmentIdentity): DevelopmentIssuer {
  let trying: Promise<Server | undefined> = Promise.resolve(undefined);
  const timer = setInterval(() => {
    trying = trying.then(async (server) => server ?? (await listen(identity).catch(() => undefined)));
  }, TAKE_OVER_EVERY_MS).unref();
  const close = async () => {
    clearInterval(timer);
    const server = await trying;
    if (server) await stop(server);
  };
  return { ...shown(identity), owned: false, close };
}

function shown({ issuer, key }: DevelopmentIdentity): { issuer: string; publicKey: JWK } {
  const { d: _private, ...publicKey } = key;
  return { issuer, publicKey };
}

async function stop(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}

/** @returns `undefined` when the port is taken */
async function listen(identity: DevelopmentIdentity): Promise<Server | undefined> {
  let answer: RequestListener | undefined;
  const handle: RequestListener = (request, response) => {
    addSecurityHeaders(response);
    const foreign = foreignHost(request.headersDistinct.host ?? [], request.url ?? '');
    answer ??= createDevelopmentProvider(identity);
    if (foreign) refuse(response, foreign);
    else answer(request, response);
  };
  // Node itself would answer three kinds of requests without the security headers: requests without Host, requests with
  // an Expect other than 100-continue, and requests that it cannot parse.
  const server = createServer({ requireHostHeader: false }, handle);
  server.on('checkExpectation', handle);
  server.on('clientError', refuseUnreadable);
  try {
    server.listen(identity.port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE') return undefined;
    throw error;
  }
}

function refuse(response: ServerResponse, { code, detail: rule }: ForeignHost): void {
  const [status, title] = code === 'invalid-host' ? [400, 'Bad Request'] : [421, 'Misdirected Request'];
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  const detail = `The header Host ${rule}.`;
  const errors = [{ header: 'Host', detail: rule }];
  response.end(JSON.stringify({ type: 'about:blank', title, status, detail, code, errors }));
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { WriteAccess } from '../../src/composition/write-access.ts';
import { SCOPE_NAMES } from '../../src/domain/scopes.ts';

const AUDIENCE = 'urn:test:api';
const ALG = 'RS256';

export type SigningKey = { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey; readonly kid: string };

/** A token issuer that serves discovery and keys over real HTTP on loopback, and makes valid and invalid tokens. */
export type TestIssuer = {
  readonly issuer: string;
  readonly access: WriteAccess;
  readonly key: SigningKey;
  /** The requests for discovery and keys that the issuer has received so far. */
  readonly requests: string[];
  /**
   * Makes a good token with every scope, valid for an hour. The given claims and header fields replace those of the
   * token.
   */
  readonly token: (
    claims?: Record<string, unknown>,
    header?: Record<string, unknown>,
    key?: SigningKey,
  ) => Promise<string>;
  /** Sets the keys that the issuer publishes from now on. */
  readonly show: (...keys: readonly SigningKey[]) => void;
  /** Sets the status of all later answers. With 200, the issuer answers normally. */
  readonly answerWith: (status: number) => void;
  readonly close: () => Promise<void>;
};

export async function makeKey(kid: string): Promise<SigningKey> {
  return { ...(await generateKeyPair(ALG, { extractable: true })), kid };
}

export async function startTestIssuer(): Promise<TestIssuer> {
  const key = await makeKey('first');
  let shown: readonly SigningKey[] = [key];
  let status = 200;
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.statusCode = status;
    response.setHeader('content-type', 'application/json');
    const send = (body: unknown) => response.end(JSON.stringify(body));
    if (request.url === '/keys') void publicKeys(shown).then((keys) => send({ keys }));
    else send({ issuer, jwks_uri: `${issuer}/keys` });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const nowSec = () => Math.floor(Date.now() / 1000);
  return {
    issuer,
    access: {
      kind: 'tokens',
      expected: { issuer, audience: AUDIENCE },
      signIn: { issuer, clientId: 'page', audience: AUDIENCE, scope: 'openid films:write' },
    },
    key,
    requests,
    token: (claims = {}, header = {}, signer = key) =>
      new SignJWT({
        ...{ iss: issuer, aud: AUDIENCE, sub: 'somebody', scope: SCOPE_NAMES.join(' ') },
        ...{ iat: nowSec(), exp: nowSec() + 3_600, ...claims },
      })
        .setProtectedHeader({ alg: ALG, kid: signer.kid, typ: 'at+jwt', ...header })
        .sign(signer.privateKey),
    show: (...keys) => {
      shown = keys;
    },
    answerWith: (answer) => {
      status = answer;
    },
    close: async () => {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function publicKeys(keys: readonly SigningKey[]): Promise<JWK[]> {
  return Promise.all(
    keys.map(async ({ publicKey, kid }) => ({ ...(await exportJWK(publicKey)), kid, alg: ALG, use: 'sig' })),
  );
}

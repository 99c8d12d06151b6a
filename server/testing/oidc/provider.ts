import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import { DevelopmentMemory } from '../../src/adapters/local/oidc/development-memory.ts';

const AUDIENCE = 'urn:rotating:api';
const CLIENT = { client_id: 'machine', client_secret: 'of-this-test-alone' };

/** A real OpenID provider on loopback that changes its signing key on {@link rotate}. */
export type RotatingProvider = {
  readonly issuer: string;
  readonly audience: string;
  /** Gets an access token by client credentials, signed with the current key. */
  readonly token: () => Promise<string>;
  /** Starts to sign with a new key, and publishes only the new key and the previous one. */
  readonly rotate: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function startRotatingProvider(): Promise<RotatingProvider> {
  let answer: RequestListener = () => undefined;
  const server = createServer((request, response) => {
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  let keys = [await makeKey()];
  const serve = () => {
    const callback = makeProvider(issuer, keys).callback();
    answer = (request, response) => void callback(request, response);
  };
  serve();
  return {
    issuer,
    audience: AUDIENCE,
    token: async () => {
      const form = { grant_type: 'client_credentials', scope: 'films:write', resource: AUDIENCE };
      const basic = Buffer.from(`${CLIENT.client_id}:${CLIENT.client_secret}`).toString('base64');
      const headers = { authorization: `Basic ${basic}` };
      const response = await fetch(`${issuer}/token`, { method: 'POST', headers, body: new URLSearchParams(form) });
      return ((await response.json()) as { access_token: string }).access_token;
    },
    rotate: async () => {
      keys = [await makeKey(), ...keys.slice(0, 1)];
      serve();
    },
    close: async () => {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function makeProvider(issuer: string, keys: object[]): Provider {
  return new Provider(issuer, {
    adapter: DevelopmentMemory,
    jwks: { keys },
    cookies: { keys: ['of-this-test-alone'] },
    clients: [{ ...CLIENT, grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }],
    scopes: ['films:write'],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: 'films:write',
          audience: AUDIENCE,
          accessTokenFormat: 'jwt',
          accessTokenTTL: 600,
        }),
      },
    },
    ttl: { ClientCredentials: 600 },
  });
}

async function makeKey(): Promise<object> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' };
}

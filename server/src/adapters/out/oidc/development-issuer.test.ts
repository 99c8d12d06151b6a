import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FakeClock } from '../../../../test/fake-clock.ts';
import { RecordingObserver } from '../../../../test/recording-observer.ts';
import { developmentIdentity } from './development-identity.ts';
import { openDevelopmentIssuer, type DevelopmentIssuer } from './development-issuer.ts';
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_CLIENT_ID, mintDevelopmentToken } from './development-token.ts';
import { OidcTokenVerifier } from './oidc-token-verifier.ts';

let dataDir: string;
const open: DevelopmentIssuer[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'marquee-issuer-'));
});

afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
  await rm(dataDir, { recursive: true });
});

async function start(): Promise<DevelopmentIssuer> {
  const issuer = await openDevelopmentIssuer(dataDir);
  open.push(issuer);
  return issuer;
}

const verifierFor = (issuer: string) =>
  new OidcTokenVerifier({ issuer, audience: DEVELOPMENT_AUDIENCE }, new FakeClock(Date.now()), new RecordingObserver());

/** A browser, as far as signing in needs one: keeps cookies and shows where it is sent. */
function browser() {
  const cookies = new Map<string, string>();
  return async (url: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    return { response, location: location === null ? '' : new URL(location, url).href };
  };
}

const PAGE = 'http://localhost:4711/signed-in';

function authorizationUrl(issuer: string, challenge: string, changes: Record<string, string> = {}): string {
  const parameters = {
    ...{ client_id: DEVELOPMENT_CLIENT_ID, response_type: 'code', redirect_uri: PAGE, state: 's', nonce: 'n' },
    ...{ scope: 'openid films:write', code_challenge: challenge, code_challenge_method: 'S256', ...changes },
  };
  return `${issuer}/auth?${String(new URLSearchParams(parameters))}`;
}

describe('signing in at the development issuer', () => {
  test('by authorization code with PKCE gives the page an access token that the API takes, and no more than it asked for', async () => {
    const { issuer } = await start();
    const secret = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(secret).digest('base64url');
    const visit = browser();
    const { location: signIn } = await visit(authorizationUrl(issuer, challenge));
    expect(await (await visit(signIn)).response.text()).toContain('openid films:write');
    const form = new URLSearchParams({ name: 'Ann' });
    const { location: resume } = await visit(signIn, { method: 'POST', body: form });
    const { location: back } = await visit(resume);
    expect(back).toMatch(/^http:\/\/localhost:4711\/signed-in\?code=/);
    const exchange = new URLSearchParams({
      ...{ grant_type: 'authorization_code', client_id: DEVELOPMENT_CLIENT_ID, redirect_uri: PAGE },
      ...{ code: new URL(back).searchParams.get('code') ?? '', code_verifier: secret },
    });
    const post = { method: 'POST', body: exchange, headers: { origin: 'http://localhost:4711' } };
    const response = await fetch(`${issuer}/token`, post);
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:4711');
    const tokens = (await response.json()) as { access_token: string; id_token: string };
    const { subject, scopes } = await verifierFor(issuer).verify(tokens.access_token);
    expect(subject).toBe('Ann');
    expect([...scopes]).toEqual(['films:write']);
    await expect(verifierFor(issuer).verify(tokens.id_token)).rejects.toMatchObject({ code: 'invalid-token' });
    expect((await fetch(`${issuer}/token`, post)).status).toBe(400);
  });

  test('sends nobody elsewhere, asks for PKCE, and shows itself to pages of this machine alone', async () => {
    const { issuer } = await start();
    const visit = browser();
    for (const uri of ['https://evil.test/', 'http://localhost.evil.test/signed-in', 'http://localhost:1/elsewhere']) {
      const { response, location } = await visit(authorizationUrl(issuer, 'x'.repeat(43), { redirect_uri: uri }));
      expect({ status: response.status, location }).toEqual({ status: 400, location: '' });
    }
    const { location } = await visit(authorizationUrl(issuer, '', { code_challenge: '', code_challenge_method: '' }));
    expect(location).toContain('error=invalid_request');
    const body = new URLSearchParams({ grant_type: 'authorization_code', client_id: DEVELOPMENT_CLIENT_ID, code: 'x' });
    const headers = { origin: 'https://evil.test' };
    const elsewhere = await fetch(`${issuer}/token`, { method: 'POST', body, headers });
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('does not answer under another name that resolves to this machine', async () => {
    const { port } = new URL((await start()).issuer);
    const sent = request({ host: '127.0.0.1', port, path: '/jwks', headers: { host: `evil.test:${port}` } }).end();
    const [response] = (await once(sent, 'response')) as [{ statusCode: number; resume: () => void }];
    response.resume();
    expect(response.statusCode).toBe(421);
  });

  test('a sign-in that is over, or a name that is none, is refused', async () => {
    const { issuer } = await start();
    expect((await fetch(`${issuer}/sign-in/nothing`)).status).toBe(400);
    const visit = browser();
    const { location } = await visit(authorizationUrl(issuer, 'x'.repeat(43)));
    for (const name of ['', '<b>', 'x'.repeat(65)]) {
      const body = new URLSearchParams({ name });
      expect((await visit(location, { method: 'POST', body })).response.status).toBe(422);
    }
  });
});

describe('the identity of the development issuer', () => {
  test('is a key of the folder’s own that only its owner can read, made once', async () => {
    const [one, two] = await Promise.all([developmentIdentity(dataDir), developmentIdentity(dataDir)]);
    expect(one).toEqual(two);
    const file = join(dataDir, 'oidc-issuer.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toContain(one.key.d);
  });

  test('outlives a restart, so that tokens do', async () => {
    const first = await start();
    const token = await mintDevelopmentToken(await developmentIdentity(dataDir), ['films:write'], Date.now());
    await open.pop()?.close();
    const second = await start();
    expect(second).toMatchObject({ issuer: first.issuer, owned: true });
    await expect(verifierFor(second.issuer).verify(token)).resolves.toMatchObject({ subject: 'developer' });
  });

  test('is shown to the network by no key but the public one', async () => {
    const { issuer } = await start();
    const { key } = await developmentIdentity(dataDir);
    const shown = await (await fetch(`${issuer}/jwks`)).text();
    expect(shown).toContain(key.kid);
    expect(shown).not.toContain(key.d);
  });

  test('a second start finds the first; on a port that something else has taken it moves', async () => {
    const first = await start();
    expect(await start()).toMatchObject({ issuer: first.issuer, owned: false });
    await open.shift()?.close();
    const other = createServer((socket) => socket.destroy()).listen(Number(new URL(first.issuer).port), '127.0.0.1');
    await once(other, 'listening');
    const moved = await start();
    expect(moved.owned).toBe(true);
    expect(moved.issuer).not.toBe(first.issuer);
    other.close();
  });

  test('is taken over when the process that ran it ends', async () => {
    const first = await start();
    const second = await start();
    expect(second.owned).toBe(false);
    await open.shift()?.close();
    const answers = () =>
      fetch(`${first.issuer}/jwks`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await answers()));
    await second.close();
    expect(await answers()).toBe(false);
  });

  test('a file that cannot be read is named, and left alone', async () => {
    await writeFile(join(dataDir, 'oidc-issuer.json'), 'garbage');
    await expect(developmentIdentity(dataDir)).rejects.toThrow('Remove it to have another made');
  });
});

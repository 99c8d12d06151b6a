import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FakeClock } from '../../../../testing/clocks/fake-clock.ts';
import { RecordingObserver } from '../../../../testing/recording-observer.ts';
import { developmentIdentity } from './development-identity.ts';
import { openDevelopmentIssuer, type DevelopmentIssuer } from './development-issuer.ts';
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_CLIENT_ID, mintDevelopmentToken } from './development-token.ts';
import { OidcTokenVerifier } from '../../driven/oidc/oidc-token-verifier.ts';

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

/** The parts of a browser that signing in needs: it keeps cookies and returns the target of each redirect. */
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
const SECRET = randomBytes(32).toString('base64url');
const CHALLENGE = createHash('sha256').update(SECRET).digest('base64url');

function authorizationUrl(issuer: string, changes: Record<string, string> = {}): string {
  const parameters = {
    ...{ client_id: DEVELOPMENT_CLIENT_ID, response_type: 'code', redirect_uri: PAGE, state: 's', nonce: 'n' },
    ...{ scope: 'openid films:write', code_challenge: CHALLENGE, code_challenge_method: 'S256', ...changes },
  };
  return `${issuer}/auth?${String(new URLSearchParams(parameters))}`;
}

/** Opens the consent page in a new browser. */
async function beginSignIn(issuer: string, changes: Record<string, string> = {}, visit = browser()) {
  const { location: signIn } = await visit(authorizationUrl(issuer, changes));
  const { response } = await visit(signIn);
  const html = await response.text();
  const [, csrf = ''] = /name="csrf" value="([\w-]+)"/.exec(html) ?? [];
  const submit = (fields: Record<string, string>) =>
    visit(signIn, { method: 'POST', body: new URLSearchParams({ csrf, name: 'Ann', decision: 'allow', ...fields }) });
  return { visit, signIn, response, html, csrf, submit };
}

function exchange(issuer: string, back: string, verifier = SECRET): Promise<Response> {
  const body = new URLSearchParams({
    ...{ grant_type: 'authorization_code', client_id: DEVELOPMENT_CLIENT_ID, redirect_uri: PAGE },
    ...{ code: new URL(back).searchParams.get('code') ?? '', code_verifier: verifier },
  });
  return fetch(`${issuer}/token`, { method: 'POST', body, headers: { origin: 'http://localhost:4711' } });
}

describe('signing in at the development issuer', () => {
  test('gives the page an access token by authorization code with PKCE; the API accepts it, and it has only the scopes that the page requested', async () => {
    const { issuer } = await start();
    const { visit, html, submit } = await beginSignIn(issuer);
    for (const words of [
      'marquee-page',
      '>http://localhost:4711<',
      'Create, change and delete films',
      'Show the name that you enter',
    ]) {
      expect(html).toContain(words);
    }
    expect(html).not.toContain('cache:purge');
    const { location: back } = await visit((await submit({})).location);
    expect(back).toMatch(/^http:\/\/localhost:4711\/signed-in\?code=/);
    const response = await exchange(issuer, back);
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:4711');
    const tokens = (await response.json()) as { access_token: string; id_token: string };
    const { subject, scopes } = await verifierFor(issuer).verify(tokens.access_token);
    expect(subject).toBe('Ann');
    expect([...scopes]).toEqual(['films:write']);
    await expect(verifierFor(issuer).verify(tokens.id_token)).rejects.toMatchObject({ code: 'invalid-token' });
    expect((await exchange(issuer, back)).status).toBe(400);
  });

  test('refuses a code without the verifier of its challenge', async () => {
    const { issuer } = await start();
    const { visit, submit } = await beginSignIn(issuer);
    const { location: back } = await visit((await submit({})).location);
    expect((await exchange(issuer, back, 'x'.repeat(43))).status).toBe(400);
    const { location } = await browser()(authorizationUrl(issuer, { code_challenge: '', code_challenge_method: '' }));
    expect(location).toContain('error=invalid_request');
    const plain = await browser()(authorizationUrl(issuer, { code_challenge_method: 'plain' }));
    expect(plain.location).toContain('error=invalid_request');
  });

  test('sends `access_denied` to the page when the user denies, and issues nothing', async () => {
    const { issuer } = await start();
    const { visit, submit } = await beginSignIn(issuer);
    const { location: back } = await visit((await submit({ decision: 'deny', name: '' })).location);
    expect(back).toMatch(/^http:\/\/localhost:4711\/signed-in\?error=access_denied&/);
    expect(back).not.toContain('code=');
  });

  test('asks for consent every time: no page gets a token silently, not even one that was allowed before', async () => {
    const { issuer } = await start();
    const { visit, submit } = await beginSignIn(issuer);
    expect((await visit((await submit({})).location)).location).toContain('code=');
    for (const redirect of [PAGE, 'http://localhost:8080/signed-in']) {
      const { location } = await visit(authorizationUrl(issuer, { redirect_uri: redirect, prompt: 'none' }));
      expect(location).toContain(`${redirect}?error=login_required`);
      const again = await beginSignIn(issuer, { redirect_uri: redirect }, visit);
      expect(again.html).toContain(`>${new URL(redirect).origin}<`);
      // The user may enter another name than before.
      const { location: back } = await visit((await again.submit({ name: 'Bob' })).location);
      expect(back).toContain(`${redirect}?code=`);
    }
  });

  test('refuses a form without the CSRF token of its sign-in, and a form from another browser', async () => {
    const { issuer } = await start();
    const [one, other] = [await beginSignIn(issuer), await beginSignIn(issuer)];
    for (const csrf of ['', 'x', 'ä'.repeat(one.csrf.length), other.csrf]) {
      const { response, location } = await one.submit({ csrf });
      expect({ status: response.status, location }).toEqual({ status: 403, location: '' });
    }
    const body = new URLSearchParams({ csrf: one.csrf, name: 'Ann', decision: 'allow' });
    for (const visit of [browser(), other.visit]) {
      expect((await visit(one.signIn, { method: 'POST', body })).response.status).toBe(400);
    }
    expect((await one.submit({})).response.status).toBe(303);
  });

  test('refuses a sign-in that is over, and an invalid name', async () => {
    const { issuer } = await start();
    const unknown = await fetch(`${issuer}/sign-in/nothing`);
    expect(unknown.status).toBe(400);
    expect(await unknown.text()).not.toContain('<a ');
    const { submit, signIn, visit } = await beginSignIn(issuer);
    for (const name of ['', '<b>', 'x'.repeat(65)]) expect((await submit({ name })).response.status).toBe(422);
    expect((await submit({ decision: 'perhaps' })).response.status).toBe(422);
    // The page of a sign-in that is over leads back to the page that requested it.
    await visit((await submit({})).location);
    const over = (await visit(signIn)).response;
    expect([over.status, over.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    expect(await over.text()).toContain(`<a href="${new URL(PAGE).origin}/">Go to Marquee</a>`);
  });

  test('redirects only to pages on this machine', async () => {
    const { issuer } = await start();
    const uris = [
      'https://evil.test/',
      'javascript://localhost/',
      'http://localhost:1/elsewhere',
      `${issuer}/callback`,
    ];
    for (const redirect of uris) {
      for (const changes of [{}, { prompt: 'none' }, { response_mode: 'form_post' }, { response_type: 'nothing' }]) {
        const { response, location } = await browser()(
          authorizationUrl(issuer, { redirect_uri: redirect, ...changes }),
        );
        expect({ status: response.status, location }).toEqual({ status: 400, location: '' });
        expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
      }
    }
    const twice = `${authorizationUrl(issuer)}&redirect_uri=https%3A%2F%2Fevil.test%2F`;
    expect(await browser()(twice)).toMatchObject({ response: { status: 400 }, location: '' });
    expect((await browser()(authorizationUrl(issuer, { redirect_uri: '' }))).response.status).toBe(400);
  });

  test('allows only pages on this machine to read its answers', async () => {
    const { issuer } = await start();
    const body = new URLSearchParams({ grant_type: 'authorization_code', client_id: DEVELOPMENT_CLIENT_ID, code: 'x' });
    for (const origin of ['https://evil.test', 'null', issuer]) {
      const elsewhere = await fetch(`${issuer}/token`, { method: 'POST', body, headers: { origin } });
      expect(elsewhere.status).toBe(400);
      expect(elsewhere.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('the development issuer', () => {
  test.each([
    ['response_mode', 'form_post', 'unsupported_response_mode'],
    ['response_mode', 'web_message', 'unsupported_response_mode'],
    ['response_mode', 'query.jwt', 'unsupported_response_mode'],
    ['response_mode', 'form%5Fpost', 'unsupported_response_mode'],
    ['response_mode', 'fragment', 'invalid_request'],
    ['response_type', 'id_token', 'invalid_request'],
    ['response_type', 'code id_token', 'invalid_request'],
    ['response_type', 'none', 'unsupported_response_type'],
    ['request', 'e30.e30.', 'request_not_supported'],
    ['request_uri', 'https://evil.test/request', 'request_uri_not_supported'],
    ['registration', '{}', 'registration_not_supported'],
    ['resource', 'urn:other', 'invalid_target'],
  ])('answers %s=%s with an error in the redirect', async (name, value, error) => {
    const { issuer } = await start();
    for (const prompt of ['none', 'login']) {
      const { response, location } = await browser()(authorizationUrl(issuer, { [name]: value, prompt }));
      expect(response.status).toBe(303);
      expect(location).toMatch(/^http:\/\/localhost:4711\/signed-in[?#]/);
      expect(new URLSearchParams(location.split(/[?#]/)[1]).get('error')).toBe(error);
    }
  });

  test.each([
    '/request',
    '/reg',
    '/device',
    '/device/auth',
    '/session/end',
    '/me',
    '/token/introspection',
    '/token/revocation',
  ])('has no endpoint %s', async (path) => {
    const { issuer } = await start();
    for (const method of ['GET', 'POST']) expect((await fetch(issuer + path, { method })).status).toBe(404);
  });

  test('lists only what it supports in its discovery document', async () => {
    const { issuer } = await start();
    const document = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
    expect(document).toMatchObject({
      response_modes_supported: ['query'],
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code'],
      code_challenge_methods_supported: ['S256'],
    });
  });

  test('allows no script, framing, caching or referrer in any answer', async () => {
    const { issuer } = await start();
    const { visit, signIn, submit } = await beginSignIn(issuer);
    const answers = [
      ...[await visit(signIn), await submit({ name: '' }), await submit({ csrf: '' }), await submit({})],
      await visit(authorizationUrl(issuer)),
      await visit(
        authorizationUrl(issuer, { redirect_uri: 'javascript://localhost/', state: '<script>alert(1)</script>' }),
      ),
      await visit(authorizationUrl(issuer, { client_id: '<script>alert(1)</script>' })),
      ...(await Promise.all(
        ['/', '/nowhere', '/jwks', '/.well-known/openid-configuration', '/auth/%E0%A4%A', '/auth/x', '/sign-in/x'].map(
          (path) => browser()(issuer + path),
        ),
      )),
      await browser()(`${issuer}/token`, { method: 'POST' }),
      await browser()(`${issuer}/session/end/confirm`, { method: 'POST' }),
      await browser()(`${issuer}/token`, { method: 'OPTIONS' }),
    ];
    for (const { response } of answers) {
      const { headers, url } = response;
      const policy = headers.get('content-security-policy') ?? '';
      expect({ url, policy }).toEqual({
        url,
        policy: expect.stringMatching(/^default-src 'none'; .*frame-ancestors 'none'; base-uri 'none'$/),
      });
      expect(policy).not.toMatch(/unsafe|script-src|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toMatch(/no-store/);
      const text = response.bodyUsed ? '' : await response.text();
      expect(text).not.toContain('<script');
    }
    const [consent] = answers;
    expect(consent?.response.headers.get('content-security-policy')).toContain(
      "form-action 'self' http://localhost:4711;",
    );
    expect(answers[5]?.response.headers.get('content-security-policy')).toContain("form-action 'none'");
  });

  test.each([
    ['garbage', 'garbage\r\n\r\n', 400],
    ['a request without Host', 'GET /jwks HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['a header that is too large', `GET /jwks HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    [
      'an unknown expectation',
      'GET /jwks HTTP/1.1\r\nHost: localhost\r\nExpect: more\r\nConnection: close\r\n\r\n',
      200,
    ],
  ])('sends the security headers in the answer to %s', async (_name, bytes, status) => {
    const socket = connect(Number(new URL((await start()).issuer).port), '127.0.0.1');
    socket.write(bytes);
    const answer = (await text(socket)).toLowerCase();
    expect(answer).toMatch(new RegExp(`^http/1.1 ${String(status)} `));
    expect(answer).toContain("\r\ncontent-security-policy: default-src 'none'; ");
    for (const line of ['x-content-type-options: nosniff', 'referrer-policy: no-referrer', 'cache-control: no-store']) {
      expect(answer).toContain(`\r\n${line}`);
    }
  });

  test('refuses requests under another host name that resolves to this machine', async () => {
    const { port } = new URL((await start()).issuer);
    for (const [host, status] of [
      [`evil.test:${port}`, 421],
      [`user@localhost:${port}`, 400],
      [`localhost:${port}`, 200],
    ] as const) {
      const sent = request({ host: '127.0.0.1', port, path: '/jwks', headers: { host } }).end();
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      const body = JSON.parse(await text(response)) as unknown;
      expect(response.statusCode).toBe(status);
      expect(response.headers['content-security-policy']).toContain("default-src 'none'");
      if (status !== 200) {
        expect(response.headers['content-type']).toBe('application/problem+json');
        expect(body).toMatchObject({ status, errors: [{ header: 'Host' }] });
      }
    }
  });
});

describe('the identity of the development issuer', () => {
  test('has a key that is created once, even by two concurrent starts, and that only the owner can read', async () => {
    const [one, two] = await Promise.all([developmentIdentity(dataDir), developmentIdentity(dataDir)]);
    expect(one).toEqual(two);
    const file = join(dataDir, 'oidc-issuer.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toContain(one.key.d);
  });

  test('is the same after a restart, so that tokens stay valid', async () => {
    const first = await start();
    const token = await mintDevelopmentToken(await developmentIdentity(dataDir), ['films:write'], Date.now());
    await open.pop()?.close();
    const second = await start();
    expect(second).toMatchObject({ issuer: first.issuer, owned: true });
    await expect(verifierFor(second.issuer).verify(token)).resolves.toMatchObject({ subject: 'developer' });
  });

  test('publishes the public key and never the private key', async () => {
    const { issuer } = await start();
    const { key } = await developmentIdentity(dataDir);
    const shown = await (await fetch(`${issuer}/jwks`)).text();
    expect(shown).toContain(key.kid);
    expect(shown).not.toContain(key.d);
  });

  test('is shared: a second start uses the running issuer; if another program has taken the port, a start uses another port', async () => {
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

  test('is taken over by another process when the process that ran the issuer ends', async () => {
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

  test('is not replaced if its file cannot be read; the error names the file', async () => {
    await writeFile(join(dataDir, 'oidc-issuer.json'), 'garbage');
    await expect(developmentIdentity(dataDir)).rejects.toThrow('Remove it, and Marquee creates a new one');
  });
});

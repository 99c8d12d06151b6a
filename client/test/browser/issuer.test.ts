import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../../testing/browser/axe.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';
import { signIn } from '../../testing/browser/sign-in.ts';

/** The browser's own console message for an unsuccessful response. */
const REFUSED = /status of (400|404|422) /;
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

async function issuerOf(url: string): Promise<string> {
  const { oidc } = (await (await fetch(`${url}/v1/config`)).json()) as { oidc: { issuer: string } };
  return oidc.issuer;
}

function authorizationUrl(issuer: string, changes: Readonly<Record<string, string>>): string {
  const parameters = {
    ...{ client_id: 'marquee-page', response_type: 'code', scope: 'openid films:write', state: 's', nonce: 'n' },
    ...{ code_challenge: CHALLENGE, code_challenge_method: 'S256', ...changes },
  };
  return `${issuer}/auth?${String(new URLSearchParams(parameters))}`;
}

/**
 * A script of an attacker that runs on the issuer's own origin. It signs in without the user and puts the access token
 * into the page's title.
 */
async function stealToken(issuer: string, challenge: string, verifier: string): Promise<void> {
  const redirectUri = `${issuer}/callback`;
  const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) });
  const parameters = {
    ...{ client_id: 'marquee-page', response_type: 'code', scope: 'openid films:write', redirect_uri: redirectUri },
    ...{ code_challenge: challenge, code_challenge_method: 'S256' },
  };
  const signIn = await fetch(`${issuer}/auth?${String(new URLSearchParams(parameters))}`);
  const { url } = await fetch(signIn.url, form({ name: 'thief' }));
  const code = new URL(url).searchParams.get('code') ?? '';
  const exchange = { grant_type: 'authorization_code', client_id: 'marquee-page', redirect_uri: redirectUri };
  const answer = await fetch(`${issuer}/token`, form({ ...exchange, code, code_verifier: verifier }));
  const { access_token: token } = (await answer.json()) as { access_token: string };
  document.title = `stolen: ${token}`;
}

/** Serves a hostile web page, as another project on this machine could. */
async function withHostilePage(html: string, visit: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(html);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await visit(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** Waits until the attack succeeds or the issuer refuses it, and returns which of the two happened. */
async function outcome(page: Page): Promise<string> {
  const end = await page.waitForFunction(() =>
    document.title.startsWith('stolen: ey') || /^invalid_\w+:/.test(document.body.innerText)
      ? document.title + document.body.innerText
      : undefined,
  );
  return String(await end.jsonValue());
}

browserTest(
  'a hostile page cannot run a script on the issuer through a javascript: redirect URI',
  async ({ page, url }) => {
    const issuer = await issuerOf(url);
    const call = `(${stealToken.toString()})(${JSON.stringify([issuer, CHALLENGE, VERIFIER]).slice(1, -1)})`;
    const target = authorizationUrl(issuer, {
      redirect_uri: `javascript://localhost/?%0A${encodeURIComponent(call)}//`,
      response_mode: 'form_post',
      prompt: 'none',
    });
    await withHostilePage(`<script>location = ${JSON.stringify(target)}</script>`, async (hostile) => {
      await page.goto(hostile);
      expect(await outcome(page)).toMatch(/^invalid_redirect_uri: /);
    });
  },
  { allowed: REFUSED },
);

for (const colorScheme of ['light', 'dark'] as const) {
  browserTest(
    `the consent page names the requesting page and its permissions, and is accessible in ${colorScheme} colours`,
    async ({ page, url }) => {
      await page.goto('/');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { level: 1, name: 'Sign in to Marquee' }).waitFor();
      await page.getByText(new URL(url).origin, { exact: true }).waitFor();
      await page.getByText('Create, change and delete films').waitFor();
      // No element has the focus, so that an accidental key press does not allow anything.
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
      await page.getByRole('button', { name: 'Allow' }).click();
      expect(await page.getByLabel('Name').evaluate((field) => field.matches(':focus:invalid'))).toBe(true);
      await expectAccessible(page);
      // The page's own style applies, although the policy is strict.
      const allow = page.getByRole('button', { name: 'Allow' });
      expect(await allow.evaluate((button) => getComputedStyle(button).cursor)).toBe('pointer');
    },
    { colorScheme },
  );
}

browserTest(
  'the issuer explains a refused name at its field',
  async ({ page }) => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('form').evaluate((form: HTMLFormElement) => (form.noValidate = true));
    await page.getByLabel('Name').fill('<b>');
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('alert').getByText('Enter a name').waitFor();
    await expectAccessible(page);
  },
  { allowed: REFUSED },
);

browserTest(
  'a hostile page on another port gets nothing from a signed-in user, neither in a frame or window nor by fetch',
  async ({ page, context, url }) => {
    const issuer = await issuerOf(url);
    await page.goto('/');
    await signIn(page);
    await withHostilePage('<title>Hostile</title>', async (hostile) => {
      await page.goto(hostile);
      const silent = authorizationUrl(issuer, { redirect_uri: hostile, prompt: 'none' });
      const popup = context.waitForEvent('page');
      await page.evaluate((target) => void window.open(target), silent);
      const opened = await popup;
      await opened.waitForURL(`${hostile}?**`);
      expect(new URL(opened.url()).searchParams.get('error')).toBe('login_required');
      const asking = authorizationUrl(issuer, { redirect_uri: hostile });
      const read = await page.evaluate(
        (target) => fetch(target, { credentials: 'include' }).then((answer) => answer.url, String),
        asking,
      );
      expect(read).toContain('TypeError');
      await page.evaluate((target) => {
        const frame = document.createElement('iframe');
        frame.src = target;
        const loaded = new Promise((resolve) => (frame.onload = resolve));
        document.body.append(frame);
        return loaded;
      }, asking);
      expect(page.frames().map((frame) => frame.url())).toEqual([hostile, 'chrome-error://chromewebdata/']);
      await page.goto(asking);
      await page.getByText(new URL(hostile).origin, { exact: true }).waitFor();
    });
  },
  { allowed: /CORS|frame-ancestors|ERR_FAILED|ERR_BLOCKED_BY_RESPONSE/ },
);

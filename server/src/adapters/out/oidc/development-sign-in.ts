import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';

export const SIGN_IN_PATH = '/sign-in/';

const MAX_FORM_BYTES = 1_024;
const NAME = /^[\w .@-]{1,64}$/;

/** Chrome applies form-action to where the form's answer redirects to, which is the page, on any port of this machine. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; " +
  "form-action 'self' http://localhost:* http://127.0.0.1:* https://localhost:*";

/** Asks for a name, without a password, and takes whoever answers for that person. */
export async function answerSignIn(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { params } = await provider.interactionDetails(request, response);
    const scope = typeof params['scope'] === 'string' ? params['scope'] : '';
    if (request.method !== 'POST') {
      sendPage(response, 200, scope);
      return;
    }
    const name = new URLSearchParams(await readForm(request)).get('name')?.trim() ?? '';
    if (!NAME.test(name)) {
      sendPage(response, 422, scope);
      return;
    }
    await provider.interactionFinished(request, response, { login: { accountId: name } });
  } catch (error) {
    // Of an interaction that is over, or another browser's.
    const status = error instanceof errors.SessionNotFound ? 400 : 500;
    if (!response.headersSent) response.writeHead(status, { 'content-type': 'text/plain' });
    response.end('This sign-in is over. Go back to the page and begin again.\n');
  }
}

async function readForm(request: IncomingMessage): Promise<string> {
  let form = '';
  for await (const chunk of request.setEncoding('utf8')) {
    form += chunk as string;
    if (form.length > MAX_FORM_BYTES) throw new Error('The form is too large.');
  }
  return form;
}

function sendPage(response: ServerResponse, status: number, scope: string): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'content-type': 'text/html; charset=utf-8',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Sign in to Marquee on this machine</title>
  </head>
  <body>
    <h1>Sign in to Marquee on this machine</h1>
    <p>This issuer is for development. It asks for no password, and nothing but this machine can reach it.</p>
    <p>The page asks for: <code>${escapeHtml(scope)}</code></p>
    <form method="post">
      <label>Name <input name="name" value="developer" required maxlength="64" pattern="[\\w .@\\-]+" /></label>
      <button autofocus>Sign in</button>
    </form>
  </body>
</html>
`);
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

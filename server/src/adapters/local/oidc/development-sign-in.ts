import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import { SCOPE_NAMES } from '../../../domain/scopes.ts';
import {
  consentPage,
  consentPolicy,
  OPENID_SCOPES,
  OVER_POLICY,
  overPage,
  type ConsentRequest,
} from './development-consent.ts';
import { DEVELOPMENT_AUDIENCE } from './development-token.ts';

export const SIGN_IN_PATH = '/sign-in/';

const MAX_FORM_BYTES = 1_024;
/** How many sign-ins a page is remembered for. The oldest are forgotten first. */
const MAX_ORIGINS = 1_000;
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const NAME = /^[\w .@-]{1,64}$/;

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/**
 * Asks the user whether a page may have the scopes that it requests, and by which name the page may know the user.
 * There is no password. A signed cookie identifies the sign-in, and the form must contain a CSRF token that belongs to
 * that cookie.
 *
 * @param secret the key from which the form's token is derived
 * @param origins by path, the origins of the pages that requested sign-ins. When a sign-in is over, its page still links
 * to the page that requested it.
 */
export async function answerSignIn(
  provider: Provider,
  secret: string,
  origins: Map<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const interaction = await provider.interactionDetails(request, response);
    if (request.url !== SIGN_IN_PATH + interaction.uid) throw new errors.SessionNotFound('another sign-in');
    const csrfToken = createHmac('sha256', secret).update(interaction.uid).digest('base64url');
    const asked = consentRequest(interaction, csrfToken);
    remember(origins, request.url, asked.origin);
    if (request.method === 'POST') {
      await decide(provider, interaction, asked, request, response);
    } else {
      send(response, 200, asked);
    }
  } catch (error) {
    // The sign-in is over, or belongs to another browser.
    const status = error instanceof errors.SessionNotFound ? 400 : 500;
    if (!response.headersSent) response.writeHead(status, { ...HTML, 'content-security-policy': OVER_POLICY });
    response.end(overPage(origins.get(request.url ?? '')));
  }
}

function remember(origins: Map<string, string>, path: string, origin: string): void {
  const [oldest] = origins.keys();
  if (origins.size >= MAX_ORIGINS && oldest !== undefined) origins.delete(oldest);
  origins.set(path, origin);
}

function consentRequest({ params }: Interaction, csrfToken: string): ConsentRequest {
  const [clientId, redirectUri, scope] = ['client_id', 'redirect_uri', 'scope'].map((name) => String(params[name]));
  return {
    clientId: clientId ?? '',
    origin: new URL(redirectUri ?? '').origin,
    scopes: (scope ?? '').split(' '),
    csrfToken,
  };
}

async function decide(
  provider: Provider,
  interaction: Interaction,
  asked: ConsentRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = new URLSearchParams(await readForm(request));
  const name = form.get('name')?.trim() ?? '';
  if (!isSame(form.get('csrf') ?? '', asked.csrfToken)) {
    response.writeHead(403, { 'content-type': 'text/plain' });
    response.end('This form does not belong to this sign-in. Go back to the page and begin again.\n');
  } else if (form.get('decision') === 'deny') {
    await provider.interactionFinished(request, response, {
      error: 'access_denied',
      error_description: 'The user denied the request.',
    });
  } else if (form.get('decision') !== 'allow' || !NAME.test(name)) {
    send(response, 422, asked, 'Enter a name: up to 64 letters, digits, spaces and . _ @ -');
  } else {
    const grantId = await grant(provider, interaction, name, asked.scopes);
    await provider.interactionFinished(request, response, { login: { accountId: name }, consent: { grantId } });
  }
}

/** Grants only the scopes that the page requested. */
function grant(provider: Provider, { params }: Interaction, accountId: string, asked: readonly string[]) {
  const made = new provider.Grant({ accountId, clientId: String(params['client_id']) });
  made.addOIDCScope(OPENID_SCOPES.filter((scope) => asked.includes(scope)).join(' '));
  made.addResourceScope(DEVELOPMENT_AUDIENCE, SCOPE_NAMES.filter((scope) => asked.includes(scope)).join(' '));
  return made.save();
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

async function readForm(request: IncomingMessage): Promise<string> {
  let form = '';
  for await (const chunk of request.setEncoding('utf8')) {
    form += chunk as string;
    if (form.length > MAX_FORM_BYTES) throw new Error('The form is too large.');
  }
  return form;
}

function send(response: ServerResponse, status: number, asked: ConsentRequest, problem?: string): void {
  response.writeHead(status, { ...HTML, 'content-security-policy': consentPolicy(asked.origin) });
  response.end(consentPage(asked, problem));
}

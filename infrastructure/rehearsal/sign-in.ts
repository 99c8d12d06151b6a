import { createHash } from 'node:crypto';

type Settings = { readonly clientId: string; readonly scope: string };

/**
 * Signs a user in as the page does: with a code and PKCE, at Cognito's own pages.
 *
 * @param pages where Cognito's pages are
 * @param callback an address that sign-in may redirect back to
 */
export async function signIn(
  pages: string,
  { clientId, scope }: Settings,
  callback: string,
  user: { readonly name: string; readonly password: string },
): Promise<{ readonly accessToken: string }> {
  const verifier = 'a-verifier-of-the-rehearsal-that-is-long-enough-for-pkce';
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const asked = new URLSearchParams({
    ...{ response_type: 'code', client_id: clientId, redirect_uri: callback, scope, state: 'rehearsal' },
    ...{ code_challenge: challenge, code_challenge_method: 'S256' },
  });
  const page = await (await fetch(`${pages}/oauth2/authorize?${asked.toString()}`)).text();
  const hidden = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  const form = new URLSearchParams();
  for (const [, name = '', value = ''] of hidden) form.set(name, unescaped(value));
  form.set('username', user.name);
  form.set('password', user.password);
  const answer = await fetch(`${pages}/login`, { method: 'POST', body: form, redirect: 'manual' });
  const location = answer.headers.get('location');
  const code = location === null ? null : new URL(location).searchParams.get('code');
  if (code === null) throw new Error(`the sign-in gives no code: ${String(answer.status)} ${location ?? ''}`);
  const grant = { grant_type: 'authorization_code', code, client_id: clientId, redirect_uri: callback };
  const body = new URLSearchParams({ ...grant, code_verifier: verifier });
  const tokens = (await (await fetch(`${pages}/oauth2/token`, { method: 'POST', body })).json()) as Record<
    string,
    string
  >;
  const { access_token: accessToken } = tokens;
  if (accessToken === undefined) throw new Error(`the sign-in gives no token: ${JSON.stringify(tokens)}`);
  return { accessToken };
}

function unescaped(html: string): string {
  return html.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#x27;', "'");
}

import { createHash } from 'node:crypto';
import { SCOPES } from '../../../domain/scopes.ts';
import { securityPolicy } from './development-headers.ts';

export const OPENID_SCOPES = ['openid', 'profile'];

const SCOPE_IN_WORDS: Readonly<Record<string, string>> = { openid: 'Know you by the name that you enter', ...SCOPES };

const STYLE = `
  :root { color-scheme: light dark; --line: #8a8a94; --accent: #3949ab; --on-accent: #fff; --alarm: #b3261e }
  @media (prefers-color-scheme: dark) { :root { --accent: #9fa8da; --on-accent: #121212; --alarm: #ffb4ab } }
  body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
  main { max-width: 32rem; margin: 0 auto; padding: 2rem 1.25rem }
  h1 { font-size: 1.5rem; line-height: 1.25 }
  .origin { font: 700 1.15rem/1.4 ui-monospace, monospace; border: 2px solid var(--line); border-radius: 8px; padding: .6rem .8rem }
  label { display: block; font-weight: 600; margin-top: 1.5rem }
  input { font: inherit; width: 100%; box-sizing: border-box; padding: .6rem; margin: .35rem 0 1.25rem; border: 1px solid var(--line); border-radius: 8px }
  button { font: inherit; font-weight: 600; min-width: 7rem; padding: .6rem 1.2rem; margin: 0 .75rem .75rem 0; border: 2px solid var(--accent); border-radius: 8px; background: none; color: inherit; cursor: pointer }
  .allow { background: var(--accent); color: var(--on-accent) }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
  .problem { color: var(--alarm); font-weight: 600; margin: 0 }
`;
const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** The authorization request of a page. */
export type ConsentRequest = {
  readonly clientId: string;
  /**
   * The origin of the page that will receive the code. Any page on this machine can claim the client id, but not the
   * origin.
   */
  readonly origin: string;
  readonly scopes: readonly string[];
  /** A secret that the form sends back, so that no other page can submit the form. */
  readonly csrfToken: string;
};

/**
 * The Content-Security-Policy of the consent page. It allows the form to be sent to this issuer and to the page that
 * asks. That page is included because Chromium applies `form-action` to every redirect after the form as well. The
 * first redirect leads back to this issuer, and the second to the page.
 */
export function consentPolicy(origin: string): string {
  return securityPolicy({ style: STYLE_SOURCE, formAction: `'self' ${origin}` });
}

/**
 * Makes the HTML page that asks the user for consent. No field is filled in and no element has the focus, so that a
 * click or key press meant for another window cannot allow anything.
 *
 * @param problem what is wrong with the submitted form; absent: no form was submitted yet
 */
export function consentPage({ clientId, origin, scopes, csrfToken }: ConsentRequest, problem?: string): string {
  const rights = Object.entries(SCOPE_IN_WORDS).filter(([scope]) => scopes.includes(scope));
  const items = rights.map(([scope, words]) => `<li>${words} (<code>${scope}</code>)</li>`).join('\n        ');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${problem === undefined ? '' : 'Error: '}Sign in to Marquee on this machine</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      <h1>Sign in to Marquee on this machine</h1>
      <p>A page that calls itself <code>${escapeHtml(clientId)}</code> asks you to sign in. The page is at</p>
      <p class="origin">${escapeHtml(origin)}</p>
      <p>If you allow it, that page may:</p>
      <ul>
        ${items}
      </ul>
      <p>Allow only if you opened Marquee at this address. Any page on this machine can ask.</p>
      <form method="post">
        <input type="hidden" name="csrf" value="${csrfToken}" />
        <label for="name">Name</label>
        ${problem === undefined ? '' : `<p class="problem" id="problem" role="alert">${escapeHtml(problem)}</p>`}
        <input id="name" name="name" required maxlength="64" pattern="[\\w .@\\-]+" autocomplete="off"${
          problem === undefined ? '' : ' aria-invalid="true" aria-describedby="problem"'
        } />
        <button class="allow" name="decision" value="allow">Allow</button>
        <button name="decision" value="deny" formnovalidate>Deny</button>
      </form>
      <p>This issuer is for development: it asks for no password, and only this machine can reach it.</p>
    </main>
  </body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

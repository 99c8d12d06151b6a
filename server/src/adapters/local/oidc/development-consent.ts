import { createHash } from 'node:crypto';
import { SCOPES } from '../../../domain/scopes.ts';
import { securityPolicy } from './development-headers.ts';

export const OPENID_SCOPES = ['openid', 'profile'];

const SCOPE_IN_WORDS: Readonly<Record<string, string>> = { openid: 'Show the name that you enter', ...SCOPES };

/** The colours are those of Marquee's page (client/src/components/mui/theme.ts). */
const STYLE = `
  :root { color-scheme: light dark; --ground: #fbf7f2; --paper: #fff; --text: #231a20; --quiet: #62555d; --line: #e6dcd3; --edge: #8a7d84; --accent: #a01c3c; --on-accent: #fff; --alarm: #b3261e }
  @media (prefers-color-scheme: dark) { :root { --ground: #131017; --paper: #1d1823; --text: #f6f0ea; --quiet: #b9adb6; --line: #372f40; --edge: #8f8496; --accent: #ffc45c; --on-accent: #231a20; --alarm: #ff8a80 } }
  body { margin: 0; min-height: 100dvh; display: grid; place-items: center; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; color: var(--text); background: var(--ground) }
  main { box-sizing: border-box; width: min(100%, 30rem); padding: 2rem clamp(1.25rem, 6vw, 2.5rem); background: var(--paper); border: 1px solid var(--line); border-radius: 18px }
  @media (max-width: 30rem) { main { min-height: 100dvh; border: 0; border-radius: 0 } }
  svg { display: block; width: 3rem; height: 3rem }
  h1 { font: 600 1.75rem/1.2 ui-serif, Palatino, Georgia, serif; margin: 1rem 0 }
  .origin { font-weight: 700 }
  ul { padding-inline-start: 1.25rem }
  a { color: var(--accent) }
  label { display: block; font-weight: 600; margin-top: 1.5rem }
  input { font: inherit; color: inherit; background: none; width: 100%; box-sizing: border-box; padding: .7rem .85rem; margin: .35rem 0 1.25rem; border: 1px solid var(--edge); border-radius: 10px }
  .choice { display: flex; flex-wrap: wrap; gap: .75rem }
  button { font: inherit; font-weight: 600; flex: 1; min-width: 7rem; padding: .65rem 1.2rem; border: 1px solid var(--accent); border-radius: 10px; background: none; color: var(--accent); cursor: pointer }
  .allow { background: var(--accent); color: var(--on-accent) }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
  .problem { color: var(--alarm); font-weight: 600; margin: 0 }
  small { display: block; margin-top: 1.5rem; color: var(--quiet); font-size: .875rem }
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
 * requests sign-in. That page is included because Chromium also applies `form-action` to every redirect after the form.
 * The first redirect leads back to this issuer, and the second to the page.
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
  const items = rights.map(([, words]) => `<li>${words}</li>`).join('\n        ');
  return documentOf(
    `${problem === undefined ? '' : 'Error: '}Sign in to Marquee`,
    `<h1>Sign in to Marquee</h1>
      <p>The page at <span class="origin">${escapeHtml(origin)}</span> asks to:</p>
      <ul>
        ${items}
      </ul>
      <form method="post">
        <input type="hidden" name="csrf" value="${csrfToken}" />
        <label for="name">Name</label>
        ${problem === undefined ? '' : `<p class="problem" id="problem" role="alert">${escapeHtml(problem)}</p>`}
        <input id="name" name="name" required maxlength="64" pattern="[\\w .@\\-]+" autocomplete="off"${
          problem === undefined ? '' : ' aria-invalid="true" aria-describedby="problem"'
        } />
        <div class="choice">
          <button class="allow" name="decision" value="allow">Allow</button>
          <button name="decision" value="deny" formnovalidate>Deny</button>
        </div>
      </form>
      <small>Any name will do: this sign-in is for development, asks for no password, and can be reached only from this machine. Other pages on this machine can ask too; this one calls itself ${escapeHtml(clientId)}. Allow only if you opened Marquee at the address above.</small>`,
  );
}

/** The Content-Security-Policy of the page that {@link overPage} makes. */
export const OVER_POLICY = securityPolicy({ style: STYLE_SOURCE });

/**
 * Makes the HTML page for a sign-in that cannot go on, for example because the user came back to it with the browser's
 * Back button.
 *
 * @param origin of the page that had requested the sign-in; absent if it is not known any more
 */
export function overPage(origin?: string): string {
  return documentOf(
    'This sign-in is over',
    `<h1>This sign-in is over</h1>
      <p>You may be signed in already. If not, go back to the page and sign in again.</p>
      ${origin === undefined ? '' : `<p><a href="${escapeHtml(origin)}/">Go to Marquee</a></p>`}`,
  );
}

function documentOf(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      <svg viewBox="0 0 64 64" aria-hidden="true">
        <rect width="64" height="64" rx="16" fill="#241a2b" />
        <path d="M14 46V20l18 15 18-15v26" fill="none" stroke="#ffb638" stroke-width="7" stroke-linecap="round" stroke-linejoin="round" />
      </svg>
      ${main}
    </main>
  </body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

import type { Check } from './check.ts';
import { expectThat, Unexpected } from './expect.ts';
import type { Marquee } from './marquee.ts';

/** A web page of somebody else. */
const ELSEWHERE = 'https://elsewhere.example';

const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=()',
};
const OF_THE_API = {
  ...EVERYWHERE,
  'content-security-policy': "default-src 'none'",
  'cross-origin-resource-policy': 'same-origin',
};

export const HEADER_CHECKS: readonly Check[] = [
  {
    name: 'security headers of the page',
    expected: namesOf(EVERYWHERE),
    run: (marquee) => expectHeaders(marquee, '/', EVERYWHERE),
  },
  {
    name: 'security headers of the API',
    expected: namesOf(OF_THE_API),
    run: (marquee) => expectHeaders(marquee, '/v1/films?limit=1', OF_THE_API),
  },
  {
    name: 'security headers of an error',
    expected: namesOf(OF_THE_API),
    run: (marquee) => expectHeaders(marquee, '/v1/films?limit=0', OF_THE_API),
  },
  {
    name: 'CORS: pages of other origins',
    expected: 'they can neither read the API nor write with it',
    async run(marquee) {
      const read = await marquee.ask('/v1/films?limit=1', { headers: { origin: ELSEWHERE } });
      const preflight = await marquee.ask('/v1/films', {
        method: 'OPTIONS',
        headers: { origin: ELSEWHERE, 'access-control-request-method': 'POST' },
      });
      for (const [what, { headers }] of Object.entries({ 'a search': read, 'a preflight': preflight })) {
        const allowed = headers.get('access-control-allow-origin');
        expectThat(allowed === null, `${what} answers Access-Control-Allow-Origin: ${allowed ?? ''}`);
      }
      return `no Access-Control-Allow-Origin for ${ELSEWHERE}`;
    },
  },
];

function namesOf(headers: Readonly<Record<string, string>>): string {
  return `${Object.keys(headers).join(', ')}, over https Strict-Transport-Security; no X-Powered-By`;
}

async function expectHeaders(
  marquee: Marquee,
  path: string,
  expected: Readonly<Record<string, string>>,
): Promise<string> {
  const { headers } = await marquee.ask(path);
  const all = { ...expected, ...(marquee.address.startsWith('https:') && { 'strict-transport-security': 'max-age=' }) };
  const wrong = Object.entries(all).filter(([name, value]) => headers.get(name)?.startsWith(value) !== true);
  if (wrong.length > 0)
    throw new Unexpected(wrong.map(([name]) => `${name} is ${headers.get(name) ?? 'absent'}`).join('; '));
  expectThat(!headers.has('x-powered-by'), 'there is X-Powered-By');
  return 'as expected';
}

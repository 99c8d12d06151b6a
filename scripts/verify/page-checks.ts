import type { Check } from './check.ts';
import { expectThat, type Json } from './expect.ts';
import type { Answer } from './marquee.ts';

const PAGE = '<div id="root">';

export const PAGE_CHECKS: readonly Check[] = [
  {
    name: 'page',
    expected: 'GET / answers the page, which browsers must revalidate each time',
    async run(marquee) {
      const page = await marquee.ask('/');
      expectPage(page);
      const caching = page.headers.get('cache-control') ?? 'absent';
      expectThat(caching === 'no-cache', `Cache-Control is ${caching}`);
      return `200, ${String(page.text.length)} characters`;
    },
  },
  {
    name: 'files of the page',
    expected: 'each file that the page names is there; files with a hash in their name may be cached for a year',
    async run(marquee) {
      const { text } = await marquee.ask('/');
      const names = namedBy(text);
      const scripts = names.filter((name) => name.startsWith('/assets/') && name.endsWith('.js'));
      expectThat(scripts.length > 0, `the page has no script: it names ${names.join(', ') || 'no files'}`);
      for (const name of names) expectFile(name, await marquee.ask(name));
      return names.join(', ');
    },
  },
  {
    name: 'API docs',
    expected: 'the page of the API docs, and each file that it names',
    async run(marquee) {
      const { status, text } = await marquee.ask('/v1/docs');
      expectThat(status === 200, `status ${String(status)}`);
      const names = namedBy(text);
      expectThat(names.length > 0, 'the page names no files');
      for (const name of names) expectFile(name, await marquee.ask(name));
      return names.join(', ');
    },
  },
  {
    name: 'links into the page',
    expected: 'the addresses of a film, of a person and of the movies answer the page',
    async run(marquee) {
      const [film] = await marquee.films();
      const people = film?.cast.slice(0, 1).map((name) => `/people/${encodeURIComponent(name)}`) ?? [];
      const paths = [`/films/${film?.id ?? ''}`, ...people, '/movies'];
      for (const path of paths) expectPage(await marquee.ask(path), path);
      return paths.join(', ');
    },
  },
  {
    name: 'links to nothing',
    expected: 'the addresses of a film and of a page that do not exist answer 404, with the page',
    async run(marquee) {
      const paths = ['/films/no-such-film-1900', '/no/such/page'];
      for (const path of paths) expectPage(await marquee.ask(path), path, 404);
      return paths.join(', ');
    },
  },
  {
    name: 'search engines',
    expected: 'robots.txt names the sitemap at this address, and the sitemap has films of this address',
    async run(marquee) {
      const { text: robots } = await marquee.ask('/robots.txt');
      const sitemap = /^Sitemap: (\S+)$/m.exec(robots)?.[1] ?? '';
      expectThat(sitemap.endsWith('/sitemap.xml'), `robots.txt is “${robots.slice(0, 200)}”`);
      const { text } = await marquee.ask('/sitemaps/1.xml');
      const film = /<loc>([^<]+\/films\/[^<]+)<\/loc>/.exec(text)?.[1] ?? '';
      const origin = sitemap.replace(/\/sitemap\.xml$/, '');
      expectThat(film.startsWith(`${origin}/films/`), `the first film is “${film}”, and the sitemap is ${sitemap}`);
      return `${sitemap}, ${film}`;
    },
  },
  {
    name: 'link previews',
    expected:
      'the address of a film has the film’s own title, description and picture, even for readers that run no scripts',
    async run(marquee) {
      const [film] = await marquee.films();
      const { text } = await marquee.ask(`/films/${film?.id ?? ''}`);
      const [title, description, picture] = ['title', 'description', 'image'].map(
        (name) => new RegExp(`<meta property="og:${name}" content="([^"]+)"`).exec(text)?.[1] ?? '',
      );
      const tags = `the title is “${title ?? ''}”, the description “${description ?? ''}”, the picture “${picture ?? ''}”`;
      expectThat(title?.endsWith(`(${String(film?.year)})`) === true && description !== '', tags);
      expectThat(/^https?:/.test(picture ?? ''), tags);
      return tags;
    },
  },
  {
    name: 'a missing file of the page',
    expected: '403 or 404, and not the page',
    async run(marquee) {
      const { status, text } = await marquee.ask('/assets/missing-00000000.js');
      expectThat([403, 404].includes(status) && !text.includes(PAGE), `status ${String(status)}`);
      return String(status);
    },
  },
  {
    name: 'content security policy of the page',
    expected: 'only the page’s own scripts, no inline code, no frames, and the issuer where people sign in',
    async run(marquee) {
      const policy = policyOf(await marquee.ask('/'));
      expectThat(policy.get('default-src') === "'none'", `default-src is ${policy.get('default-src') ?? 'absent'}`);
      expectThat(policy.get('script-src') === "'self'", `script-src is ${policy.get('script-src') ?? 'absent'}`);
      expectThat(policy.get('frame-ancestors') === "'none'", 'frames are allowed');
      const { oidc } = await marquee.get('/v1/config');
      if (oidc === null) return 'as expected; nobody can sign in';
      const issuer = new URL(String((oidc as Json)['issuer'])).origin;
      const connect = policy.get('connect-src') ?? 'absent';
      expectThat(connect.split(' ').includes(issuer), `connect-src is ${connect}, and people sign in at ${issuer}`);
      return `as expected, and connect-src has ${issuer}`;
    },
  },
];

/** The files that a page names. */
function namedBy(html: string): string[] {
  return [...html.matchAll(/ (?:src|href)="(\/[^"]+)"/g)].map(([, name = '']) => name);
}

function expectPage({ status, text, headers }: Answer, path = '/', expected = 200): void {
  const type = headers.get('content-type') ?? 'absent';
  expectThat(
    status === expected && type.startsWith('text/html') && text.includes(PAGE),
    `${path}: status ${String(status)}, content type ${type}${text.includes(PAGE) ? '' : ', and not the page'}`,
  );
}

function expectFile(name: string, { status, headers }: Answer): void {
  const type = headers.get('content-type') ?? 'absent';
  expectThat(status === 200, `${name}: status ${String(status)}`);
  expectThat(!type.startsWith('text/html'), `${name}: the content type is ${type}`);
  const caching = headers.get('cache-control') ?? 'absent';
  const isCached = caching.includes('immutable') && caching.includes('max-age=31536000');
  expectThat(isCached === name.startsWith('/assets/'), `${name}: Cache-Control is ${caching}`);
}

function policyOf({ headers }: Answer): ReadonlyMap<string, string> {
  const directives = (headers.get('content-security-policy') ?? '').split('; ');
  return new Map(directives.map((one) => [one.split(' ')[0] ?? '', one.slice(one.indexOf(' ') + 1)]));
}

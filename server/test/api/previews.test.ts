import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readPageFiles } from '../../src/adapters/driving/express/page-files.ts';
import { call, type Answer } from '../../testing/api/client.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';

/** The page before it is built. The build changes only the names of the scripts and styles. */
const INDEX = join(import.meta.dirname, '../../../client/index.html');

const HOSTILE = `"><script>alert(1)</script><!-- ' & $& 🎬`;
const FILMS = [
  {
    title: 'The Godfather',
    year: 1972,
    cast: ['Marlon Brando', 'AC/DC'],
    directors: ['Francis Ford Coppola'],
    genres: ['Crime', 'Drama'],
    extract: `A family  of\ncrime.${' It goes on and on.'.repeat(40)}`,
    href: 'The_Godfather%27s',
    alternativeTitles: ['Der Pate'],
    thumbnail: 'http://upload.wikimedia.org/poster.jpg?a=1&b=2',
    thumbnailWidth: 300,
    thumbnailHeight: 450,
  },
  { title: 'Bare', year: 1904, genres: ['Short'], directors: ['Ann Lee'], cast: ['A', 'B', 'C', 'D'] },
  { title: 'Wide', year: 1990, thumbnail: 'https://example.org/wide.jpg', thumbnailWidth: 640, thumbnailHeight: 360 },
  { title: HOSTILE, year: 2000, id: 'hostile-2000', extract: HOSTILE, cast: [HOSTILE] },
  { title: 'مرحبا بالعالم', year: 2001, id: 'arabic-2001', extract: 'سينما 🍿' },
  { title: 'Gone', year: 1999 },
];

let folder: string;
let api: TestApi;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-previews-'));
  await copyFile(INDEX, join(folder, 'index.html'));
  api = await startApi({ edge: { page: await readPageFiles(folder) } });
  for (const json of FILMS) {
    expect((await call(`${api.url}/v1/films`, { method: 'POST', json })).status).toBe(201);
  }
  await call(`${api.url}/v1/films/gone-1999`, { method: 'DELETE', headers: { 'if-match': '*' } });
});

afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  call(api.url + path, { headers, redirect: 'manual' });

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const decoded = (text: string) => text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? '');

/** Reads the head as a crawler that runs no scripts does. Fails if a tag occurs twice. */
function headOf({ text }: Answer) {
  const [, head = ''] = /<head>(.*?)<\/head>/s.exec(text) ?? [];
  const tags: Record<string, string> = {};
  const add = (name: string, value: string) => {
    expect([name, name in tags]).toEqual([name, false]);
    tags[name] = decoded(value);
  };
  for (const [, name = '', content = ''] of head.matchAll(/<meta\s+(?:name|property)="([^"]+)"\s+content="([^"]*)"/g)) {
    add(name, content);
  }
  for (const [, title = ''] of head.matchAll(/<title>([^<]*)<\/title>/g)) add('title', title);
  for (const [, href = ''] of head.matchAll(/<link rel="canonical" href="([^"]*)"/g)) add('canonical', href);
  const json = [...head.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, one = '']) => one);
  expect(json.length).toBeLessThanOrEqual(1);
  return { tags, data: JSON.parse(json[0] ?? 'null') as Record<string, unknown> | null };
}

describe('the page of a film, for readers that run no scripts', () => {
  test('has the film’s title, synopsis, picture and address', async () => {
    const answer = await get('/films/the-godfather-1972');
    expect(answer.status).toBe(200);
    const { tags } = headOf(answer);
    const url = `${api.url}/films/the-godfather-1972`;
    expect(tags).toMatchObject({
      title: 'The Godfather (1972) · Marquee',
      canonical: url,
      'og:url': url,
      'og:site_name': 'Marquee',
      'og:type': 'video.movie',
      'og:title': 'The Godfather (1972)',
      'og:image': 'https://upload.wikimedia.org/poster.jpg?a=1&b=2',
      'og:image:width': '300',
      'og:image:height': '450',
      'twitter:card': 'summary',
    });
    expect(tags['description']).toMatch(/^A family of crime\. It goes on .*[^ ]…$/);
    expect(tags['description']?.length).toBeLessThanOrEqual(201);
    expect(tags['og:description']).toBe(tags['description']);
    expect(tags['robots']).toBeUndefined();
  });

  test('describes the film as structured data of schema.org', async () => {
    expect(headOf(await get('/films/the-godfather-1972')).data).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Movie',
      name: 'The Godfather',
      alternateName: ['Der Pate'],
      datePublished: '1972',
      genre: ['Crime', 'Drama'],
      image: 'https://upload.wikimedia.org/poster.jpg?a=1&b=2',
      director: [
        {
          '@type': 'Person',
          name: 'Francis Ford Coppola',
          url: `${api.url}/people/Francis%20Ford%20Coppola`,
        },
      ],
      actor: [{ name: 'Marlon Brando' }, { name: 'AC/DC', url: `${api.url}/people/AC%2FDC` }],
      sameAs: "https://en.wikipedia.org/wiki/The_Godfather's",
    });
  });

  test('has the picture of the product and a description made of facts if the film has neither picture nor synopsis', async () => {
    const { tags } = headOf(await get('/films/bare-1904'));
    expect(tags).toMatchObject({
      description: 'A film of 1904. Directed by Ann Lee. With A, B, C. Short.',
      'og:image': `${api.url}/icons/preview.png`,
      'og:image:width': '1200',
      'og:image:height': '630',
      'twitter:card': 'summary_large_image',
    });
  });

  test('has a large preview if the picture is wide', async () => {
    expect(headOf(await get('/films/wide-1990')).tags['twitter:card']).toBe('summary_large_image');
  });

  test('shows quotes, markup, emoji and replacement patterns in a title as plain text', async () => {
    const answer = await get('/films/hostile-2000');
    const { tags, data } = headOf(answer);
    expect(tags).toMatchObject({
      title: `${HOSTILE} (2000) · Marquee`,
      description: HOSTILE,
      'og:title': `${HOSTILE} (2000)`,
    });
    expect(data).toMatchObject({ name: HOSTILE, description: HOSTILE, actor: [{ name: HOSTILE }] });
    const plain = await get('/films/bare-1904');
    const scripts = (text: string) => text.match(/<script/g)?.length;
    expect(scripts(answer.text)).toBe(scripts(plain.text));
    expect(answer.text).not.toContain('alert(1)</script>');
  });

  test('has a right-to-left title unchanged', async () => {
    expect(headOf(await get('/films/arabic-2001')).tags).toMatchObject({
      'og:title': 'مرحبا بالعالم (2001)',
      description: 'سينما 🍿',
    });
  });

  test('keeps everything else of index.html', async () => {
    const [film, person] = [await get('/films/bare-1904'), await get('/people/Ann%20Lee')];
    const around = ({ text }: Answer) => text.replace(/<title>.*?<\/script>/s, '');
    expect(around(film)).toBe(around(person));
    expect(film.text).toContain('<div id="root">');
    expect(film.text).toContain('src="/src/main.tsx"');
  });

  test('may be kept for a minute by a shared cache, and is not sent again while it has not changed', async () => {
    const { headers } = await get('/films/bare-1904');
    expect(headers.get('cache-control')).toBe('public, max-age=0, s-maxage=60, stale-if-error=86400');
    const again = await get('/films/bare-1904', { 'if-none-match': headers.get('etag') ?? '' });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  test('answers HEAD without the content', async () => {
    const { status, text } = await call(`${api.url}/films/bare-1904`, { method: 'HEAD' });
    expect([status, text]).toEqual([200, '']);
  });
});

describe('the page of a person, for readers that run no scripts', () => {
  test('says how many films the person has, and links to the most frequent spelling of the name', async () => {
    const { tags, data } = headOf(await get('/people/marlon%20brando'));
    expect(tags).toMatchObject({
      title: 'Marlon Brando · Marquee',
      canonical: `${api.url}/people/Marlon%20Brando`,
      description: '1 film, 1972: The Godfather (1972)',
      'og:type': 'profile',
    });
    expect(data).toMatchObject({ '@type': 'Person', name: 'Marlon Brando' });
    expect((await get('/people/AC%2FDC')).status).toBe(200);
  });
});

describe('a page without a film or a person', () => {
  test.each(['/', '/add', '/movies', '/saved', '/movies/1001', '/films/bare-1904/edit'])(
    '%s has the picture of the product at its absolute address',
    async (path) => {
      const answer = await get(path);
      const { tags } = headOf(answer);
      expect([answer.status, tags['og:image']]).toEqual([200, `${api.url}/icons/preview.png`]);
    },
  );
});

describe('a request of HTTP/1.0', () => {
  test.each([
    ['without a host', ''],
    ['whose host is not a host', 'Host: a"><b>\r\n'],
  ])('%s gets pages with addresses of this server', async (_what, host) => {
    for (const path of ['/', '/films/bare-1904']) {
      const { port } = new URL(api.url);
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(`GET ${path} HTTP/1.0\r\n${host}\r\n`);
      const text = (await buffer(socket)).toString();
      const [, origin] = /content="([^"]*)\/icons\/preview\.png"/.exec(text) ?? [];
      expect([path, origin]).toEqual([path, `http://localhost:${port}`]);
    }
  });
});

describe('an address with nothing behind it', () => {
  test.each([
    ['/films/no-such-film-1950', 404],
    ['/films/NO SUCH FILM', 404],
    ['/films/gone-1999', 410],
    ['/films/no-such-film-1950/edit', 404],
    ['/films/gone-1999/edit', 410],
    ['/people/Nobody', 404],
    ['/nowhere/at/all', 404],
    ['/sitemaps/2.xml', 404],
    ['/sitemaps/0.xml', 404],
  ])('%s is answered with %i and the page, which search engines must not list', async (path, status) => {
    const answer = await get(path);
    expect([answer.status, answer.text.includes('<div id="root">')]).toEqual([status, true]);
    const { tags } = headOf(answer);
    expect(tags).toMatchObject({ robots: 'noindex' });
    expect(tags['canonical']).toBeUndefined();
  });

  test.each([
    ['/films/the-godfather-1972/', '/films/the-godfather-1972'],
    ['/films/the-godfather-1972//?a=b', '/films/the-godfather-1972?a=b'],
    ['/films/the-godfather-1972/edit/', '/films/the-godfather-1972/edit'],
    ['/people/Marlon%20Brando/', '/people/Marlon%20Brando'],
  ])('%s, which has extra slashes at its end, redirects to %s', async (path, to) => {
    const { status, headers } = await get(path);
    expect([status, headers.get('location')]).toEqual([301, to]);
  });

  test.each(['//example.org/', '/%5Cexample.org/', '/nowhere/'])('%s redirects nowhere', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});

describe('search engines', () => {
  test('find every film in the sitemap', async () => {
    const index = await get('/sitemap.xml');
    expect(index.headers.get('content-type')).toContain('application/xml');
    expect(index.text).toContain(`<loc>${api.url}/sitemaps/1.xml</loc>`);
    const { text } = await get('/sitemaps/1.xml');
    expect(text.match(/<loc>[^<]*<\/loc>/g)?.toSorted()).toEqual(
      ['arabic-2001', 'bare-1904', 'hostile-2000', 'the-godfather-1972', 'wide-1990'].map(
        (id) => `<loc>${api.url}/films/${id}</loc>`,
      ),
    );
  });

  test('may read what the page reads, but not search the external provider', async () => {
    const { text, headers } = await get('/robots.txt');
    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toContain(`Sitemap: ${api.url}/sitemap.xml`);
    expect(text).toContain('Disallow: /v1/movies\n');
    expect(text).not.toMatch(/Disallow: \/v1\/?\n/);
  });
});

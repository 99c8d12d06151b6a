import { pathOfFilm } from './page-paths.ts';

/**
 * sitemaps.org allows 50,000 addresses. 1,000 films take 0.1 MB. With 20,000, clients that did not take the answer could keep 2 MB each in
 * memory.
 */
export const FILMS_IN_SITEMAP = 1_000;

const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** The list of sitemaps, each with a part of the films (sitemaps.org/protocol.html). */
export function sitemapIndex(parts: number, origin: string): string {
  const sitemaps = Array.from(
    { length: parts },
    (_, part) => `<sitemap><loc>${origin}/sitemaps/${String(part + 1)}.xml</loc></sitemap>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex ${NAMESPACE}>\n${sitemaps.join('')}</sitemapindex>\n`;
}

/** @param ids ids of films, which have no character that XML would read as markup */
export function sitemap(ids: readonly string[], origin: string): string {
  const urls = ids.map((id) => `<url><loc>${origin}${pathOfFilm(id)}</loc></url>\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset ${NAMESPACE}>\n${urls.join('')}</urlset>\n`;
}

/**
 * Crawlers run the page's scripts, so they may read the routes of the API that the scripts read. They may not search
 * the external provider, because all visitors share its quota, and they may not fill in forms.
 */
export function robotsTxt(origin: string): string {
  return `User-agent: *
Disallow: /v1/movies
Disallow: /v1/films/*/movie
Disallow: /v1/docs
Disallow: /movies
Disallow: /add
Disallow: /films/*/edit
Disallow: /signed-in

Sitemap: ${origin}/sitemap.xml
`;
}

/**
 * What a page of the product says about itself in `<head>`, for link previews and search engines. Every text is plain
 * text, not markup.
 */
export type PageHead = {
  readonly title: string;
  readonly description: string;
  /** Path of the page, percent-encoded. Absent: the page must not be listed by search engines. */
  readonly path?: string;
  /** A type of the Open Graph protocol (ogp.me). Default: `website`. */
  readonly type?: 'video.movie' | 'profile';
  /** Default: the picture of the product. */
  readonly picture?: Picture | undefined;
  /** What schema.org calls structured data. Default: none. */
  readonly data?: Readonly<Record<string, unknown>>;
};

/** A picture, with its size in pixels if that is known. */
export type Picture = {
  readonly url: string;
  readonly widthPx?: number | undefined;
  readonly heightPx?: number | undefined;
};

/** Pictures of the product have paths that begin like this. */
const PICTURES = '/icons/';
/** The picture of the product, which client/testing/browser/draw-icons.ts draws. */
const PRODUCT_PICTURE = { path: `${PICTURES}preview.png`, widthPx: 1200, heightPx: 630 };

/** The part of index.html that {@link withHead} replaces. It has the head of the start page. */
const HEAD = /<!-- head -->.*<!-- \/head -->/s;

/**
 * Replaces the head of the start page in index.html with the head of another page.
 *
 * @param origin the origin of the page, such as `https://films.example.org`
 */
export function withHead(index: string, head: PageHead, origin: string): string {
  const html = elementsOf(head, origin).join('\n    ');
  // The replacement is a function, because a text could contain a pattern such as $&.
  return index.replace(HEAD, () => html);
}

/**
 * Returns index.html with the head of the start page, in which the addresses of pictures are absolute, because link
 * previews ignore relative addresses. When the page is deployed, scripts/deploy/steps.sh does the same with the copy in
 * the bucket.
 *
 * @param origin the origin of the page
 */
export function withAbsolutePictures(index: string, origin: string): string {
  return index.replaceAll(`content="${PICTURES}`, () => `content="${escaped(origin)}${PICTURES}`);
}

function elementsOf(head: PageHead, origin: string): string[] {
  const { title, description, path, type = 'website', data } = head;
  const product = { url: origin + PRODUCT_PICTURE.path, ...sizeOf(PRODUCT_PICTURE) };
  const picture = head.picture ?? product;
  const isWide = picture === product || isLandscape(picture);
  const url = path === undefined ? undefined : origin + path;
  return [
    `<title>${escaped(title)}</title>`,
    meta('name', 'description', description),
    ...(url === undefined
      ? [meta('name', 'robots', 'noindex')]
      : [`<link rel="canonical" href="${escaped(url)}" />`, meta('property', 'og:url', url)]),
    meta('property', 'og:site_name', 'Marquee'),
    meta('property', 'og:type', type),
    meta('property', 'og:title', title.replace(/ · Marquee$/, '')),
    meta('property', 'og:description', description),
    meta('property', 'og:image', picture.url),
    ...(picture.widthPx === undefined ? [] : [meta('property', 'og:image:width', String(picture.widthPx))]),
    ...(picture.heightPx === undefined ? [] : [meta('property', 'og:image:height', String(picture.heightPx))]),
    meta('name', 'twitter:card', isWide ? 'summary_large_image' : 'summary'),
    ...(data ? [`<script type="application/ld+json">${jsonInScript(data)}</script>`] : []),
  ];
}

function sizeOf({ widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number }) {
  return { widthPx, heightPx };
}

/** A picture of unknown size is shown small, because most of them are posters. */
function isLandscape({ widthPx = 0, heightPx = 0 }: Picture): boolean {
  return heightPx > 0 && widthPx / heightPx > 1.2;
}

function meta(by: 'name' | 'property', name: string, content: string): string {
  return `<meta ${by}="${name}" content="${escaped(content)}" />`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The text, escaped for the content of an element or for an attribute in quotes. Lone surrogates are replaced. */
function escaped(text: string): string {
  return text.toWellFormed().replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/**
 * JSON as the content of a script element, where entities are not decoded. `</script>` would end the element, and
 * `<!--` would change how the rest is read, so each `<` is written as an escape sequence of JSON.
 */
function jsonInScript(data: object): string {
  return JSON.stringify(data).replace(/</g, '\\u003c');
}

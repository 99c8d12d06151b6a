import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';
import { errorCode } from '../../../domain/errors.ts';
import { withAbsolutePictures } from '../http/page/page-head.ts';
import { HASHED_FILE_CACHING, originOr, OTHER_FILE_CACHING } from '../http/page-headers.ts';
import { isStaticRoute } from '../http/page-routes.ts';

const INDEX = '/index.html';
const HASHED = '/assets/';
/**
 * Extensions of the files that CloudFront compresses if they are large enough (see "Serve compressed files" in the
 * Amazon CloudFront Developer Guide).
 */
const COMPRESSED = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt', '.webmanifest', '.xml']);
const MIN_COMPRESSED_BYTES = 1_000;

const ENCODE = {
  br: (content: Buffer) =>
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: (content: Buffer) => promisify(gzip)(content),
};
/** The encoding that compresses best comes first. */
const ENCODINGS = ['br', 'gzip'] as const;
/**
 * Brotli's quality, on a scale up to 11. Compared with 11, files get 15 % larger, but compressing takes a fiftieth of
 * the time.
 */
const BROTLI_QUALITY = 6;

export type PageFile = {
  /** The file name's extension, with the dot. */
  readonly extension: string;
  readonly content: Buffer;
  readonly etag: string;
  readonly encoded: Partial<Record<keyof typeof ENCODE, Promise<Buffer>>>;
};

/**
 * Files of the built page, by path on the server (`/assets/index-4f2a.js`). All files are read when the server starts,
 * so that it never serves half of a build that is still running.
 */
export type PageFiles = ReadonlyMap<string, PageFile>;

/**
 * @returns no files if the folder does not exist, which means that the page has not been built
 * @throws Error when the folder or a file in it cannot be read
 */
export async function readPageFiles(folder: string): Promise<PageFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
    return [];
  });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(
    await Promise.all(
      files.map(async (file) => {
        const path = `/${relative(folder, file).split(sep).join('/')}`;
        return [path, pageFile(extname(file), await readFile(file))] as const;
      }),
    ),
  );
}

function pageFile(extension: string, content: Buffer): PageFile {
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
  return { extension, content, etag, encoded: {} };
}

/**
 * Makes the start page for the origin that the visitor uses. Remembers the last one, because nearly all visitors use the
 * same origin, and the file keeps its compressed forms.
 */
function indexMaker({ extension, content }: PageFile): (origin: string) => PageFile {
  let last: { readonly origin: string; readonly file: PageFile } | undefined;
  return (origin) => {
    if (last?.origin !== origin) {
      const file = pageFile(extension, Buffer.from(withAbsolutePictures(content.toString(), origin)));
      last = { origin, file };
    }
    return last.file;
  };
}

/** The origin that the visitor uses. A request of HTTP/1.0 may name no host; then it is the address of this server. */
export function originOf({ secure, host, socket }: Request): string {
  // X-Forwarded-Proto may be any text.
  const protocol = secure ? 'https' : 'http';
  return originOr(host && `${protocol}://${host}`, `${protocol}://localhost:${String(socket.localPort)}`);
}

/** @throws Error if the page has not been built */
export function readIndex(files: PageFiles): Promise<string> {
  const index = files.get(INDEX);
  return index ? Promise.resolve(index.content.toString()) : Promise.reject(new Error('The page has not been built.'));
}

/**
 * Serves the files of the page in the same way as CloudFront: compressed, and with unlimited caching if the name of the
 * file has a hash. It serves `index.html` for the routes that CloudFront serves from the bucket, and leaves all other
 * paths to the next handler.
 */
export function servePage(files: PageFiles): RequestHandler {
  const index = files.get(INDEX);
  const indexAt = index && indexMaker(index);
  return async (request, response, next) => {
    if (!indexAt || (request.method !== 'GET' && request.method !== 'HEAD')) {
      next();
      return;
    }
    const isIndex = request.path === INDEX || isStaticRoute(request.path);
    const file = isIndex ? indexAt(originOf(request)) : files.get(request.path);
    if (file) await send(request, response, file);
    else if (request.path.startsWith(HASHED)) response.status(404).type('text').end('There is no such file.\n');
    else next();
  };
}

async function send(request: Request, response: Response, file: PageFile): Promise<void> {
  response.type(file.extension);
  response.set({
    etag: file.etag,
    'cache-control': request.path.startsWith(HASHED) ? HASHED_FILE_CACHING : OTHER_FILE_CACHING,
  });
  const isCompressed = COMPRESSED.has(file.extension) && file.content.length >= MIN_COMPRESSED_BYTES;
  if (isCompressed) response.vary('accept-encoding');
  if (response.statusCode === 200 && request.fresh) {
    response.status(304).end();
    return;
  }
  const encoding = isCompressed ? ENCODINGS.find((name) => request.acceptsEncodings(name)) : undefined;
  if (encoding) response.set('content-encoding', encoding);
  const content = encoding ? await (file.encoded[encoding] ??= ENCODE[encoding](file.content)) : file.content;
  response.set('content-length', String(content.length)).end(content);
}

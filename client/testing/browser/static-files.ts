import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/**
 * Serves the files of a folder below a path, and nothing else, as GitHub Pages does: for a path without a file it
 * answers 404 with 404.html.
 *
 * @param base begins and ends with a slash
 */
export async function serveFiles(folder: string, base: string) {
  const server = createServer((asked, answer) => {
    const { pathname } = new URL(asked.url ?? '/', 'http://localhost');
    const below = pathname.startsWith(base) ? normalize(`/${decodeURIComponent(pathname.slice(base.length))}`) : '/404';
    const file = below === '/' ? '/index.html' : below;
    const send = (status: number, name: string) =>
      readFile(join(folder, name)).then((content) => {
        answer.writeHead(status, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' }).end(content);
      });
    send(200, file)
      .catch(() => send(404, '404.html'))
      .catch(() => answer.writeHead(404).end());
  });
  await once(server.listen(0, 'localhost'), 'listening');
  return {
    url: `http://localhost:${String((server.address() as AddressInfo).port)}${base}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

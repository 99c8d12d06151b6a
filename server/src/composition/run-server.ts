import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { createExpressApp, type StaticFiles } from '../adapters/in/express/app.ts';
import { DOCS_ASSETS_PATH } from '../adapters/in/http/docs-page.ts';
import { errorCode } from '../domain/errors.ts';
import { readLocalConfig, type LocalConfig } from './config.ts';
import { startSweeping } from './local-purging.ts';
import { composeLocal, type LocalComposition } from './local.ts';
import { importSampleOnce } from './sample.ts';
import { TOKENS } from './tokens.ts';

/** Connections that are still open so long after the signal are cut. */
const DRAIN_MS = 5_000;

/** `npm start`: the whole product on this machine, until SIGINT or SIGTERM. */
export async function runServer(): Promise<void> {
  try {
    const config = readLocalConfig();
    // The port comes first, so that a second start fails before it touches the data. Early requests wait for the rest.
    const { promise: ready, resolve: becomeReady } = Promise.withResolvers<RequestListener>();
    const server = createServer((request, response) => {
      void ready.then((listener) => {
        listener(request, response);
      });
    });
    await listen(server, config);
    const composition = await composeLocal(config).catch((error: unknown) => {
      server.close();
      server.closeAllConnections();
      throw error;
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        void stop(server, composition);
      });
    }
    await importSampleOnce(composition.container);
    becomeReady(createExpressApp(composition.container.get(TOKENS.apiHandler), staticFiles()));
    await composition.container.get(TOKENS.keepSearchCurrent).ensure();
    startSweeping(
      composition.container.get(TOKENS.cacheInvalidation),
      composition.container.get(TOKENS.clock),
      composition.container.get(TOKENS.background),
    );
    announce(server, composition);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

function announce(server: Server, { container, storePlace }: LocalComposition): void {
  const { port } = server.address() as AddressInfo;
  const url = `http://localhost:${String(port)}`;
  const isReady = container.get(TOKENS.movieProvider).refusal() === undefined;
  const films = container.get(TOKENS.filmSearch).size().toLocaleString('en');
  process.stdout.write(
    `Marquee is at ${url}\n` +
      `  try       ${url}/v1/films?q=godfather\n` +
      `  API docs  ${url}/v1/docs\n` +
      `  films     ${films}\n` +
      `  movies    ${isReady ? `${url}/v1/movies?query=godfather` : 'live search needs MARQUEE_TMDB_TOKEN, or: npm run tmdb:double'}\n` +
      `  data      ${storePlace}\n`,
  );
}

async function listen(server: Server, { host, port }: LocalConfig): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => {
    if (errorCode(error) !== 'EADDRINUSE') throw error;
    throw new Error(
      `Port ${String(port)} is taken. Stop what uses it, or choose another: PORT=${String(port + 1)} npm start`,
    );
  });
}

/** Answers what has been accepted, then closes the store. */
async function stop(server: Server, composition: LocalComposition): Promise<void> {
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, DRAIN_MS);
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  clearTimeout(cut);
  await composition.container.get(TOKENS.hitCounter).flush();
  await composition.close();
}

/** Of all that Swagger UI publishes what the page of the docs uses. */
const DOCS_ASSETS = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

function staticFiles(): StaticFiles[] {
  const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const client = join(import.meta.dirname, '../../../client/public');
  return [
    { path: DOCS_ASSETS_PATH, folder: swaggerUi, only: DOCS_ASSETS },
    { path: '/', folder: client },
  ];
}

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { RequestListener, Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { createExpressApp, type StaticFiles } from '../adapters/in/express/app.ts';
import { readPageFiles } from '../adapters/in/express/page-files.ts';
import { HttpServer, type Tls } from '../adapters/in/express/http-server.ts';
import { DOCS_ASSETS_PATH } from '../adapters/in/http/docs-page.ts';
import { IMAGE_ORIGINS, type PageOrigins } from '../adapters/in/http/page-headers.ts';
import { errorCode } from '../domain/errors.ts';
import { readLocalConfig, type LocalConfig } from './config.ts';
import { openIssuer, servesOthers, type LocalIssuer } from './issuer.ts';
import { startSweeping } from './local-purging.ts';
import { composeLocal, type LocalComposition } from './local.ts';
import { importSampleOnce } from './sample.ts';
import { TOKENS } from './tokens.ts';
import { decideWriteAccess } from './write-access.ts';

/** Connections that are still open so long after the signal are cut; Kubernetes would kill the process after 30 s. */
const DRAIN_MS = 25_000;

const CLIENT = join(import.meta.dirname, '../../../client');

/** `npm start`: the whole product on this machine, until SIGINT or SIGTERM. */
export async function runServer(): Promise<void> {
  try {
    const config = readLocalConfig();
    // The port comes first, so that a second start fails before it touches the data. Early requests wait for the rest.
    const { promise: ready, resolve: becomeReady } = Promise.withResolvers<RequestListener>();
    const http = new HttpServer(
      (request, response) => {
        void ready.then((listener) => {
          listener(request, response);
        });
      },
      { tls: await readTls(config) },
    );
    await listen(http.server, config);
    const product = await compose(config).catch((error: unknown) => {
      http.server.close();
      http.server.closeAllConnections();
      throw error;
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        void http.drain(DRAIN_MS).then(product.close);
      });
    }
    const { container } = product.composition;
    await importSampleOnce(container);
    const page = await readPageFiles(join(CLIENT, 'dist'));
    // A proxy that the operator named forwards the public name, and it is for the proxy to refuse others.
    const loopbackOnly = !servesOthers(config) && config.trustedProxies === 0;
    const edge = { ...config, page, pageOrigins: pageOrigins(config, product.issuer), loopbackOnly };
    becomeReady(createExpressApp(container.get(TOKENS.apiHandler), docsAssets(), edge));
    await container.get(TOKENS.keepSearchCurrent).ensure();
    startSweeping(
      container.get(TOKENS.cacheInvalidation),
      container.get(TOKENS.clock),
      container.get(TOKENS.background),
    );
    announce(http.server, config, product);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

type Product = {
  readonly composition: LocalComposition;
  readonly issuer: LocalIssuer;
  readonly close: () => Promise<void>;
};

async function compose(config: LocalConfig): Promise<Product> {
  const composition = await composeLocal(config);
  try {
    const issuer = await openIssuer(config);
    const access = decideWriteAccess(issuer.oidc, servesOthers(config), issuer.keys);
    composition.container.bind(TOKENS.writeAccess).toConstantValue(access);
    const close = async () => {
      await composition.container.get(TOKENS.hitCounter).flush();
      // Whoever asked may have gone away; what is read for them would fail, and be told, when the table closes.
      await composition.container.get(TOKENS.keepSearchCurrent).settle();
      await issuer.close();
      await composition.close();
    };
    return { composition, issuer, close };
  } catch (error) {
    await composition.close();
    throw error;
  }
}

function announce(server: Server, { tls }: LocalConfig, { composition, issuer }: Product): void {
  const { container, storePlace } = composition;
  const loss = composition.loss();
  const { port } = server.address() as AddressInfo;
  const url = `${tls ? 'https' : 'http'}://localhost:${String(port)}`;
  const isReady = container.get(TOKENS.movieProvider).refusal() === undefined;
  const films = container.get(TOKENS.filmSearch).size().toLocaleString('en');
  process.stdout.write(
    `Marquee is at ${url}\n` +
      `  try       ${url}/v1/films?q=godfather\n` +
      `  API docs  ${url}/v1/docs\n` +
      `  films     ${films}\n` +
      `  movies    ${isReady ? `${url}/v1/movies?query=godfather` : 'live search needs MARQUEE_TMDB_TOKEN, or: npm run tmdb:double'}\n` +
      `  data      ${storePlace}\n` +
      (loss === undefined ? '' : `  warning   ${loss}\n`) +
      `  writing   ${howToWrite(issuer, container.get(TOKENS.tokenVerifier).refusal)}\n`,
  );
}

function howToWrite({ oidc, isDevelopment }: LocalIssuer, refusal: string | undefined): string {
  if (refusal !== undefined) return refusal;
  if (!isDevelopment) return `with a token of ${oidc.issuer ?? ''}`;
  return (
    'with a token: npm run --silent token -- --scope films:write\n' +
    `  issuer    ${oidc.issuer ?? ''}, for development: anyone at this machine can sign in, and nobody else`
  );
}

async function readTls({ tls }: LocalConfig): Promise<Tls | undefined> {
  if (!tls) return undefined;
  const [cert, key] = await Promise.all([readFile(tls.certFile, 'utf8'), readFile(tls.keyFile, 'utf8')]);
  return { cert, key };
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

/** Of all that Swagger UI publishes what the page of the docs uses, and the script that starts it. */
function docsAssets(): StaticFiles[] {
  const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const ours = join(CLIENT, 'public', DOCS_ASSETS_PATH);
  return [
    {
      path: DOCS_ASSETS_PATH,
      folder: swaggerUi,
      only: ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'],
    },
    { path: DOCS_ASSETS_PATH, folder: ours, only: ['start-docs.js'] },
  ];
}

/** Pictures of the provider are where the settings say, which may be a double's. */
function pageOrigins({ movies }: LocalConfig, { oidc }: LocalIssuer): PageOrigins {
  const issuer = oidc.issuer !== undefined && URL.canParse(oidc.issuer) ? [new URL(oidc.issuer).origin] : [];
  return { connect: issuer, images: [...new Set([...IMAGE_ORIGINS, new URL(movies.tmdb.imageUrl).origin])] };
}

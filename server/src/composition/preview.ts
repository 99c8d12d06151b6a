import { ReadOnlyFilmRepository } from '../adapters/driven/browser/read-only-film-repository.ts';
import { WebClock } from '../adapters/driven/browser/web-clock.ts';
import { RefusingTokenVerifier } from '../adapters/driven/oidc/refusing-token-verifier.ts';
import { snapshotFormat } from '../adapters/driven/search-index/structures/snapshot-format.ts';
import { filmRoutes } from '../adapters/driving/http/film-routes.ts';
import { createApiHandler, type ApiHandler } from '../adapters/driving/http/handler.ts';
import { searchRoutes } from '../adapters/driving/http/search-routes.ts';
import { systemRoutes } from '../adapters/driving/http/system-routes.ts';
import { MarqueeError } from '../domain/errors.ts';
import type { Film } from '../domain/film.ts';
import type { Observer } from '../ports/observer.ts';
import { composeFilms } from './factories/films.ts';
import { composeSearch } from './factories/search.ts';
import { FILMS_FILE, SNAPSHOT_FILE } from './preview-files.ts';
import { VERSION } from './version.ts';

const REFUSAL =
  'This is a preview, which answers from files and keeps no changes. To add and edit films, run Marquee on your own machine.';

const refuse = () => Promise.reject(new MarqueeError('not-configured', 'writes-refused', REFUSAL));
/** Nothing reaches these, because every write is refused before. */
const NO_KEYS = { claim: refuse, tryId: refuse, complete: refuse, release: refuse };
const NO_STATUS = { execute: refuse };

/** A preview has no server that could keep a provider's key, so it has no live movies. */
const NO_MOVIES = {
  attribution: { name: 'Live movies', url: '/', logo: '/favicon.svg', notice: '' },
  refusal: () => new MarqueeError('not-configured', 'provider-not-configured', 'A preview has no live movies.'),
  hasKey: () => false,
  isConfigured: () => Promise.resolve(false),
};

/**
 * Composes the API over files that never change, for a web worker. The routes, the use cases and the search are those of
 * the other runtimes. Nothing here needs Node.
 *
 * @param read reads a file that `writePreviewFiles` made, by its name
 */
export function composePreview(read: (file: string) => Promise<Uint8Array>, observer: Observer): ApiHandler {
  const clock = new WebClock();
  const readFilms = async () => JSON.parse(new TextDecoder().decode(await read(FILMS_FILE))) as Film[];
  const films = new ReadOnlyFilmRepository(readFilms, REFUSAL);
  // The watermark is in the past for every clock, even a wrong one, so the snapshot is always used.
  const times = { generation: 0, watermarkMs: 0, publishedAtMs: 0 };
  const state = { generation: 0, snapshot: { name: SNAPSHOT_FILE, format: snapshotFormat([]), ...times } };
  const pointer = { read: () => Promise.resolve(state) };
  const rebuild = { request: () => undefined };
  const search = composeSearch({ films, pointer, snapshots: { get: read }, rebuild, clock, observer }, []);
  const filmUseCases = composeFilms({ films, feed: search.feed, keys: NO_KEYS, clock });
  const routes = [...searchRoutes(search.useCases, search.declared), ...filmRoutes(filmUseCases)];
  const facts = { version: VERSION, writesRefused: REFUSAL, signIn: undefined, openScopes: new Set<never>() };
  const degradations = () => Promise.resolve(search.current.degradations());
  const all = [...routes, ...systemRoutes(facts, routes, NO_MOVIES, degradations, NO_STATUS)];
  return createApiHandler(all, new RefusingTokenVerifier(REFUSAL), observer, clock);
}

import { randomUUID } from 'node:crypto';
import { ContainerModule } from 'inversify';
import { createDocumentClient, withoutRetries } from '../adapters/driven/dynamodb/client.ts';
import { DynamoCacheStore } from '../adapters/driven/dynamodb/cache-store.ts';
import { DynamoCacheLease } from '../adapters/driven/dynamodb/lease.ts';
import { TimerBackground } from '../adapters/driven/system/timer-background.ts';
import { PurgeCache } from '../application/movies/purge-cache.ts';
import { composeMovies } from './factories/movies.ts';
import { TOKENS } from './tokens.ts';

/** Binds live movie search. The runtime provides the provider, the invalidation, the settings and the table's name. */
export const moviesModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.background).toResolvedValue(() => new TimerBackground());
  bind(TOKENS.cacheStore).toResolvedValue(
    (client, documents, table) => new DynamoCacheStore(documents, createDocumentClient(withoutRetries(client)), table),
    [TOKENS.dynamoClient, TOKENS.documentClient, TOKENS.cacheTable],
  );
  bind(TOKENS.cacheLease).toResolvedValue(
    (documents, table) => new DynamoCacheLease(documents, table),
    [TOKENS.documentClient, TOKENS.cacheTable],
  );
  bind(TOKENS.movies).toResolvedValue(
    (store, lease, provider, clock, background, observer, { search }) =>
      composeMovies(
        { store, lease, provider, clock, background, observer, random: Math.random, newOwner: randomUUID },
        search,
      ),
    [
      TOKENS.cacheStore,
      TOKENS.cacheLease,
      TOKENS.movieProvider,
      TOKENS.clock,
      TOKENS.background,
      TOKENS.observer,
      TOKENS.movieSettings,
    ],
  );
  bind(TOKENS.movieUseCases).toResolvedValue(
    (movies, { getFilm }, invalidation, clock) => ({
      ...movies,
      findMovie: {
        // Loaded when it is first used, because the first request to an instance is never one that needs it.
        execute: async (filmId) => {
          const { FindMovie } = await import('../application/movies/find-movie.ts');
          return new FindMovie(getFilm, movies.searchMovies, movies.getMovie).execute(filmId);
        },
      },
      purgeCache: new PurgeCache(invalidation, clock),
    }),
    [TOKENS.movies, TOKENS.filmUseCases, TOKENS.cacheInvalidation, TOKENS.clock],
  );
});

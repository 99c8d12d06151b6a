import { expect, test } from '@jest/globals';
import { settingsFor } from '../../scripts/restore-drill/product.ts';
import { readLocalConfig } from '../src/composition/local-config.ts';

/** What an operator may have set in the shell or in a file .env, for another Marquee. */
const OF_OPERATOR = {
  HOST: '0.0.0.0',
  PORT: '3030',
  MARQUEE_DATA_DIR: '/home/operator/films',
  MARQUEE_FILMS_TABLE: 'marquee-dev-films',
  MARQUEE_CACHE_TABLE: 'other-cache',
  MARQUEE_TMDB_TOKEN: 'token',
  MARQUEE_OMDB_KEY: 'key',
  MARQUEE_MOVIE_PROVIDER: 'omdb',
  MARQUEE_OPERATIONS_PORT: '9090',
  MARQUEE_OIDC_ISSUER: 'https://issuer.example.org',
  MARQUEE_OIDC_AUDIENCE: 'urn:other',
  MARQUEE_CORS_ORIGINS: 'https://other.example.org',
  MARQUEE_METRICS_OPEN: 'true',
  MARQUEE_SEARCHES_WITHOUT_RESULTS: 'true',
  MARQUEE_SEARCH: 'opensearch',
  MARQUEE_OPENSEARCH_ENDPOINT: 'https://search.example.org',
  TLS_CERT: 'cert.pem',
  TLS_KEY: 'key.pem',
};

/** Settings that the drill leaves to the operator, because they open nothing and cause no write. */
const HARMLESS = [
  ...['MARQUEE_OIDC_CLIENT_ID', 'MARQUEE_OIDC_SCOPE'],
  // Without a key, the provider is never called.
  ...['MARQUEE_MOVIE_PROVIDER', 'MARQUEE_OMDB_URL', 'MARQUEE_OMDB_IMAGE_URL', 'MARQUEE_OMDB_CALLS_PER_SECOND'],
  ...['MARQUEE_TMDB_URL', 'MARQUEE_TMDB_IMAGE_URL', 'MARQUEE_TMDB_CALLS_PER_SECOND'],
  ...['MARQUEE_TMDB_LANGUAGE', 'MARQUEE_TMDB_INCLUDE_ADULT'],
  'MARQUEE_SYNONYMS',
  'MARQUEE_ENVIRONMENT',
];

const config = () =>
  readLocalConfig({ ...OF_OPERATOR, ...settingsFor('marquee-dev-films-restored', 'dev', '', '/tmp/drill') });

test('the product of a restore drill writes nothing to the environment, whatever the operator has set', () => {
  expect(config()).toMatchObject({
    ...{ filmsTable: 'marquee-dev-films-restored', dataDir: '/tmp/drill', snapshots: '/tmp/drill/snapshots' },
    // Both would write to the cache table of the environment.
    ...{ countsEmptySearches: false, providerKey: undefined },
    openSearch: undefined,
    // Nobody else reaches the product or may write films.
    ...{ host: '127.0.0.1', isMetricsOpen: false, operationsPort: undefined, corsOrigins: [], tls: undefined },
    oidc: { issuer: undefined, audience: undefined },
  });
});

test('a restore drill decides about every setting of the local server that is not known to be harmless', () => {
  const decided = Object.keys(settingsFor('films', 'dev', '', '/tmp/drill'));
  const names = config().settings.map(({ name }) => name);
  expect(names.filter((name) => !decided.includes(name)).sort()).toEqual(HARMLESS.toSorted());
});

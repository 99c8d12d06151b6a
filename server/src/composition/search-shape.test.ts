import { expect, test } from '@jest/globals';
import { readLambdaConfig } from './config.ts';
import { readLocalConfig } from './local-config.ts';

const ENDPOINT = 'http://127.0.0.1:9200';
const LAMBDA = { MARQUEE_FILMS_TABLE: 'films', MARQUEE_SNAPSHOTS: 's3://bucket/snapshots' };

test.each([
  ['the local server', readLocalConfig, {}],
  ['a function', readLambdaConfig, LAMBDA],
])('search of %s is in memory unless the settings name OpenSearch', (_what, read, others) => {
  const endpointOf = (settings: Record<string, string>) => read({ ...others, ...settings }).openSearch;
  expect(endpointOf({})).toBeUndefined();
  expect(endpointOf({ MARQUEE_OPENSEARCH_ENDPOINT: ENDPOINT })).toBeUndefined();
  expect(endpointOf({ MARQUEE_SEARCH: 'opensearch', MARQUEE_OPENSEARCH_ENDPOINT: ENDPOINT })).toBe(ENDPOINT);
  expect(() => endpointOf({ MARQUEE_SEARCH: 'elastic' })).toThrow('MARQUEE_SEARCH: must be memory or opensearch');
  expect(() => endpointOf({ MARQUEE_SEARCH: 'opensearch' })).toThrow('MARQUEE_OPENSEARCH_ENDPOINT: is missing');
  expect(() => endpointOf({ MARQUEE_SEARCH: 'opensearch', MARQUEE_OPENSEARCH_ENDPOINT: 'films:9200' })).toThrow(
    'MARQUEE_OPENSEARCH_ENDPOINT: must be the URL of OpenSearch',
  );
});

import { ProviderDouble, type Behaviour, type DoubleOptions } from '../provider-double/server.ts';
import { answer, errorAnswer } from './answers.ts';
import { SERIES_ID } from './films.ts';

const ONE = { totalResults: '1', Response: 'True' };

const BEHAVIOUR: Behaviour = {
  token: 'omdb-double-key',
  apiPath: '/',
  imagePath: '/images',
  keyOf: (request, params) => params.get('apikey') ?? undefined,
  wrongMethod: { status: 405, body: '' },
  wrongKey: errorAnswer('Invalid API key!', 401),
  errors: {
    'server-error': { status: 503, body: 'Service Unavailable' },
    'internal-error': { status: 500, body: 'Internal Server Error' },
    'backend-timeout': { status: 524, body: 'A timeout occurred' },
    maintenance: { status: 503, body: 'Service Unavailable' },
    'rate-limit': errorAnswer('Request limit reached!', 401),
    'invalid-id': errorAnswer('Incorrect IMDb ID.'),
    'not-found-as-200': errorAnswer('Incorrect IMDb ID.'),
    'no-movies': {
      status: 200,
      body: {
        Search: [{ Title: 'A Series', Year: '1999–2004', imdbID: SERIES_ID, Type: 'series', Poster: 'N/A' }],
        ...ONE,
      },
    },
    contradiction: { status: 200, body: { Search: [], totalResults: '405', Response: 'True' } },
    refused: (key) => errorAnswer(`Invalid API key! ${key}`, 401),
  },
  answer,
  headersOf: () => ({ server: 'cloudflare', vary: 'Accept-Encoding', 'cache-control': 'public, max-age=86400' }),
};

/**
 * A server on loopback that behaves as OMDb's documentation and issues say, with faults that tests can set. OMDb
 * documents parameters and forms, but no errors; their texts are those that people quote in its issues.
 */
export class OmdbDouble extends ProviderDouble {
  static start(options: DoubleOptions = {}): Promise<OmdbDouble> {
    return new OmdbDouble(BEHAVIOUR, options).listen(options);
  }
}

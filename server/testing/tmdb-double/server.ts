import { createHash } from 'node:crypto';
import { ProviderDouble, type Behaviour, type DoubleOptions } from '../provider-double/server.ts';
import { answer, collectionRow, errorAnswer } from './answers.ts';

const BEHAVIOUR: Behaviour = {
  token: 'tmdb-double-token',
  apiPath: '/3',
  imagePath: '/t/p',
  keyOf: ({ headers }, params) =>
    /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? params.get('api_key') ?? undefined,
  wrongMethod: errorAnswer(405, 4, 'Invalid format.'),
  wrongKey: errorAnswer(401, 7, 'Invalid API key: You must be granted a valid key.'),
  errors: {
    'server-error': errorAnswer(503, 9, 'Service offline: This service is temporarily offline, try again later.'),
    'internal-error': errorAnswer(500, 11, 'Internal error: Something went wrong, contact TMDb.'),
    'backend-timeout': errorAnswer(504, 24, 'Your request to the backend server timed out. Try again.'),
    maintenance: errorAnswer(503, 46, 'The API is undergoing maintenance. Try again later.'),
    'rate-limit': errorAnswer(429, 25, 'Your request count (#) is over the allowed limit of (40).'),
    'invalid-id': errorAnswer(404, 6, 'Invalid id: The pre-requisite id is invalid or not found.'),
    'not-found-as-200': errorAnswer(200, 21, 'Entry not found: The item you are trying to edit cannot be found.'),
    'no-movies': { status: 200, body: { page: 1, results: [collectionRow()], total_pages: 1, total_results: 1 } },
    contradiction: { status: 200, body: { page: 1, results: [], total_pages: 500, total_results: 10_000 } },
    refused: (key) => errorAnswer(401, 7, `Invalid API key: You must be granted a valid key. Got ${key}`),
  },
  answer,
  headersOf: (status, json, isRepeated) => ({
    server: 'openresty',
    vary: 'accept-encoding, Origin',
    via: '1.1 double.cloudfront.net (CloudFront)',
    'x-cache': status >= 400 ? 'Error from cloudfront' : `${isRepeated ? 'Hit' : 'Miss'} from cloudfront`,
    ...(status === 200 && {
      'cache-control': 'public, max-age=15340',
      etag: `W/"${createHash('md5').update(json).digest('hex')}"`,
      ...(isRepeated && { age: '61' }),
    }),
  }),
};

/** A server on loopback that behaves as TMDB documents, with faults that tests can set. */
export class TmdbDouble extends ProviderDouble {
  static start(options: DoubleOptions = {}): Promise<TmdbDouble> {
    return new TmdbDouble(BEHAVIOUR, options).listen(options);
  }
}

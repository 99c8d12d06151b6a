import { ProviderDouble, type Behaviour, type DoubleOptions } from '../provider-double/server.ts';
import { answer, errorAnswer } from './answers.ts';

const BEHAVIOUR: Behaviour = {
  token: 'omdb-double-key',
  apiPath: '/',
  imagePath: '/images',
  keyOf: (request, params) => params.get('apikey') ?? undefined,
  wrongMethod: { status: 405, body: '' },
  wrongKey: errorAnswer('Invalid API key!', 401),
  errors: {
    serverError: { status: 503, body: 'Service Unavailable' },
    rateLimited: errorAnswer('Request limit reached!', 401),
    refused: (key) => errorAnswer(`Invalid API key! ${key}`, 401),
    notFound: errorAnswer('Incorrect IMDb ID.'),
  },
  answer,
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

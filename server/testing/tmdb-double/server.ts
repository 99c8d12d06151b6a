import { ProviderDouble, type Behaviour, type DoubleOptions } from '../provider-double/server.ts';
import { answer, errorAnswer } from './answers.ts';

const BEHAVIOUR: Behaviour = {
  token: 'tmdb-double-token',
  apiPath: '/3',
  imagePath: '/t/p',
  keyOf: ({ headers }, params) =>
    /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? params.get('api_key') ?? undefined,
  wrongMethod: errorAnswer(405, 4, 'Invalid format.'),
  wrongKey: errorAnswer(401, 7, 'Invalid API key: You must be granted a valid key.'),
  errors: {
    serverError: errorAnswer(503, 9, 'Service offline: This service is temporarily offline, try again later.'),
    rateLimited: errorAnswer(429, 25, 'Your request count (#) is over the allowed limit of (40).'),
    refused: (key) => errorAnswer(401, 7, `Invalid API key: You must be granted a valid key. Got ${key}`),
    notFound: errorAnswer(200, 21, 'Entry not found: The item you are trying to edit cannot be found.'),
  },
  answer,
};

/** A server on loopback that behaves as TMDB documents, with faults that tests can set. */
export class TmdbDouble extends ProviderDouble {
  static start(options: DoubleOptions = {}): Promise<TmdbDouble> {
    return new TmdbDouble(BEHAVIOUR, options).listen(options);
  }
}

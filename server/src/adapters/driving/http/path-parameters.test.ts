import type { Context } from 'aws-lambda';
import { describe, expect, test } from '@jest/globals';
import { RefusingTokenVerifier } from '../../driven/oidc/refusing-token-verifier.ts';
import { FakeClock } from '../../../../testing/clocks/fake-clock.ts';
import { RecordingObserver } from '../../../../testing/recording-observer.ts';
import { createApiHandler } from './handler.ts';
import { toHttpApiEvent } from './http-api-event.ts';
import { noQuerySchema } from './no-query-schema.ts';
import { defineRoute } from './route.ts';

const route = defineRoute({
  method: 'GET',
  path: '/v1/people/{name}',
  takesRest: true,
  operationId: 'getPerson',
  summary: '',
  tag: '',
  query: noQuerySchema,
  answers: {},
  problems: [],
  handle: ({ params }) => Promise.resolve({ status: 200, body: params }),
});
const verifier = new RefusingTokenVerifier('');
const handler = createApiHandler([route], verifier, new RecordingObserver(), new FakeClock());

async function paramsOf(path: string, pathParameters?: Record<string, string>): Promise<unknown> {
  const event = { ...toHttpApiEvent({ method: 'GET', target: path }), ...(pathParameters && { pathParameters }) };
  const { body = '' } = await handler(event, {} as Context);
  return JSON.parse(body);
}

describe('a parameter that takes the rest of the path', () => {
  test.each(['Ann Lee', 'AC/DC', '100% Real', '50%', 'Sammy Davis Jr.', 'Toshirō Mifune', 'A+B & C=D #1', '🎬', ''])(
    'is %j, whether the path is encoded or API Gateway has decoded it',
    async (name) => {
      expect(await paramsOf(`/v1/people/${encodeURIComponent(name)}`)).toEqual({ name });
      expect(await paramsOf(`/v1/people/${name}`)).toEqual({ name });
      // API Gateway matches the route itself if the name has no slash, and adds the parameter, decoded.
      expect(await paramsOf(`/v1/people/${name}`, { name })).toEqual({ name });
    },
  );
});

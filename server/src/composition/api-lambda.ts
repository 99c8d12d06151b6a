import { createApiHandler, type ApiHandler } from '../adapters/in/http/handler.ts';
import { healthRoute } from '../adapters/in/http/health-route.ts';
import { RefusingTokenVerifier } from '../adapters/out/oidc/refusing-token-verifier.ts';
import { JsonLogObserver } from '../adapters/out/system/json-log-observer.ts';
import { readLambdaConfig, readMoviesLambdaConfig } from './config.ts';
import { VERSION } from './version.ts';
import { decideLambdaWriteAccess } from './write-access.ts';

/**
 * Loads the whole API when something else than health is asked for the first time: whoever watches asks new instances for
 * their health, and three quarters of the code has no part in the answer. Wrong settings show at the start all the same.
 */
export function composeApiLambda(): ApiHandler {
  const config = readMoviesLambdaConfig();
  const access = decideLambdaWriteAccess(readLambdaConfig());
  const health = healthHandler(access.kind === 'refused' ? access.reason : undefined, config.tmdbTokenParameter);
  let whole: Promise<ApiHandler> | undefined;
  return async (event, context) => {
    const { method, path } = event.requestContext.http;
    if (!whole && method === 'GET' && path === '/v1/health') return health(event, context);
    whole ??= import('./whole-api-lambda.ts').then(({ composeWholeApi }) => composeWholeApi(config));
    return (await whole)(event, context);
  };
}

function healthHandler(writesRefused: string | undefined, tokenParameter: string | undefined): ApiHandler {
  const movies = tokenParameter === undefined ? 'not-configured' : 'ready';
  const route = healthRoute({ version: VERSION, writesRefused }, () => movies);
  return createApiHandler([route], new RefusingTokenVerifier('This needs no token.'), new JsonLogObserver());
}

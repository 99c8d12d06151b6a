import { environmentWithFile, type OidcSettings } from './config.ts';
import type { LocalConfig } from './local-config.ts';
import { MOVIE_PROVIDERS } from './movie-providers.ts';

/**
 * The environment for a Lambda bundle that runs on this machine. It has the settings that the infrastructure sets in
 * AWS, and otherwise those of this machine.
 *
 * @param endpoints URLs of DynamoDB and of the server that replaces SSM and SQS
 */
export function lambdaEnvironment(
  endpoints: { readonly dynamodb: string; readonly services: string },
  { filmsTable, cacheTable, providerKey, movies, snapshots }: LocalConfig,
  oidc: OidcSettings,
): NodeJS.ProcessEnv {
  return {
    ...environmentWithFile(),
    MARQUEE_CACHE_TABLE: cacheTable,
    MARQUEE_PURGE_QUEUE_URL: `${endpoints.services}/purge`,
    ...(providerKey !== undefined && { [MOVIE_PROVIDERS[movies.provider.name].keyParameter]: '/marquee/provider-key' }),
    AWS_ENDPOINT_URL_SSM: endpoints.services,
    AWS_ENDPOINT_URL_SQS: endpoints.services,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    MARQUEE_FILMS_TABLE: filmsTable,
    MARQUEE_SNAPSHOTS: snapshots,
    MARQUEE_OIDC_ISSUER: oidc.issuer ?? '',
    MARQUEE_OIDC_AUDIENCE: oidc.audience ?? '',
    MARQUEE_OIDC_CLIENT_ID: oidc.clientId ?? '',
    MARQUEE_OIDC_SCOPE: oidc.scope,
  };
}

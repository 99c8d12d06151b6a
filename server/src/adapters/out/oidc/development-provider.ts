import type { RequestListener } from 'node:http';
import { Provider, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { DevelopmentIdentity } from './development-identity.ts';
import { DevelopmentMemory } from './development-memory.ts';
import { answerSignIn, SIGN_IN_PATH } from './development-sign-in.ts';
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_CLIENT_ID, DEVELOPMENT_TOKEN_TTL_SEC } from './development-token.ts';
import { isLoopbackUrl } from './loopback.ts';

const API_SCOPES = 'films:write cache:purge';
const OPENID_SCOPES = 'openid profile offline_access';
/** Where a page may ask to be sent back to, on whatever port of this machine it is served. */
const REDIRECT_PATHS = ['/', '/signed-in', '/callback'];
const DAY_SEC = 86_400;

/** The OpenID provider: authorization code with PKCE for the page, access tokens as JWT, sign-in under any name. */
export function createDevelopmentProvider(identity: DevelopmentIdentity): RequestListener {
  const provider = new Provider(identity.issuer, configuration(identity));
  const isOwnPage = (uri: string) => isLoopbackUrl(uri) === true && REDIRECT_PATHS.includes(new URL(uri).pathname);
  // The page may be served on any port, which the metadata of a web client cannot say.
  provider.Client.prototype.redirectUriAllowed = isOwnPage;
  provider.Client.prototype.postLogoutRedirectUriAllowed = isOwnPage;
  const callback = provider.callback();
  return (request, response) => {
    if (request.url?.startsWith(SIGN_IN_PATH)) void answerSignIn(provider, request, response);
    else void callback(request, response);
  };
}

function configuration({ key, cookieKey }: DevelopmentIdentity): Configuration {
  return {
    adapter: DevelopmentMemory,
    jwks: { keys: [key] },
    cookies: { keys: [cookieKey] },
    clients: [
      {
        client_id: DEVELOPMENT_CLIENT_ID,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: REDIRECT_PATHS.map((path) => `http://localhost:3030${path}`),
        id_token_signed_response_alg: key.alg,
      },
    ],
    clientBasedCORS: (_ctx, origin) => isLoopbackUrl(origin) === true,
    pkce: { required: () => true },
    scopes: OPENID_SCOPES.split(' '),
    claims: { openid: ['sub'], profile: ['name'] },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, name: id }) }),
    loadExistingGrant: grantWhatIsAsked,
    interactions: { url: (_ctx, { uid }) => SIGN_IN_PATH + uid },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => DEVELOPMENT_AUDIENCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: API_SCOPES,
          audience: DEVELOPMENT_AUDIENCE,
          accessTokenFormat: 'jwt',
          accessTokenTTL: DEVELOPMENT_TOKEN_TTL_SEC,
          jwt: { sign: { alg: key.alg } },
        }),
      },
    },
    ttl: {
      AccessToken: DEVELOPMENT_TOKEN_TTL_SEC,
      AuthorizationCode: 60,
      Grant: DAY_SEC,
      IdToken: DEVELOPMENT_TOKEN_TTL_SEC,
      Interaction: 3_600,
      RefreshToken: DAY_SEC,
      Session: DAY_SEC,
    },
    renderError: (ctx, { error, error_description: description }) => {
      ctx.type = 'text/plain';
      ctx.body = `${error}: ${description ?? ''}\n`;
    },
  };
}

/** Who signs in here develops the product; there is nothing to consent to. */
async function grantWhatIsAsked({ oidc }: KoaContextWithOIDC) {
  const accountId = oidc.session?.accountId;
  const clientId = oidc.client?.clientId;
  if (accountId === undefined || clientId === undefined) return undefined;
  const grant = new oidc.provider.Grant({ accountId, clientId });
  grant.addOIDCScope(OPENID_SCOPES);
  grant.addResourceScope(DEVELOPMENT_AUDIENCE, API_SCOPES);
  await grant.save();
  return grant;
}

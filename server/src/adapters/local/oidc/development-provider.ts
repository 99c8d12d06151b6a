import type { RequestListener } from 'node:http';
import { errors, Provider, type Configuration } from 'oidc-provider';
import { SCOPE_NAMES } from '../../../domain/scopes.ts';
import { OPENID_SCOPES } from './development-consent.ts';
import type { DevelopmentIdentity } from './development-identity.ts';
import { DevelopmentMemory } from './development-memory.ts';
import { isRedirectUri, pageOrigin, REDIRECT_PATHS } from './development-redirects.ts';
import { answerSignIn, SIGN_IN_PATH } from './development-sign-in.ts';
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_CLIENT_ID, DEVELOPMENT_TOKEN_TTL_SEC } from './development-token.ts';

const DAY_SEC = 86_400;

/**
 * Answers authorization requests by redirects only. The library also supports the response mode `form_post`, which
 * answers with a page that contains a script, and it has no setting to turn this mode off. A response mode that is not
 * registered is refused as `unsupported_response_mode`. `fragment` stays registered, because the library sends some
 * errors in this mode, but no client may request it.
 */
class RedirectingProvider extends Provider {
  override registerResponseMode(...[name, handler]: Parameters<Provider['registerResponseMode']>): void {
    if (name === 'query' || name === 'fragment') super.registerResponseMode(name, handler);
  }
}

/**
 * Creates the OpenID provider. It supports the authorization code flow with PKCE for the page, access tokens as JWT,
 * and sign-in under any name.
 */
export function createDevelopmentProvider(identity: DevelopmentIdentity): RequestListener {
  const provider = new RedirectingProvider(identity.issuer, configuration(identity));
  // The check of redirect URIs is replaced, because the page may be served on any port, and the metadata of a web
  // client cannot express that.
  provider.Client.prototype.redirectUriAllowed = (uri: string) => isRedirectUri(uri, identity.issuer);
  provider.Client.prototype.responseModeAllowed = (mode: string) => mode === 'query';
  provider.use(async ({ path, response }, next) => {
    await next();
    // The discovery document is corrected, because the library lists the modes that it implements and not those that
    // are registered.
    if (path.startsWith('/.well-known/') && response.status === 200) {
      Object.assign(response.body as object, { response_modes_supported: ['query'] });
    }
  });
  const callback = provider.callback();
  const origins = new Map<string, string>();
  return (request, response) => {
    if (request.url?.startsWith(SIGN_IN_PATH))
      void answerSignIn(provider, identity.cookieKey, origins, request, response);
    else void callback(request, response);
  };
}

function configuration({ key, cookieKey, issuer }: DevelopmentIdentity): Configuration {
  return {
    adapter: DevelopmentMemory,
    jwks: { keys: [key] },
    cookies: { keys: [cookieKey] },
    clients: [
      {
        client_id: DEVELOPMENT_CLIENT_ID,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: REDIRECT_PATHS.map((path) => `http://localhost:3030${path}`),
        id_token_signed_response_alg: key.alg,
      },
    ],
    clientBasedCORS: (_ctx, origin) => pageOrigin(origin, issuer) !== undefined,
    responseTypes: ['code'],
    pkce: { required: () => true },
    scopes: OPENID_SCOPES,
    claims: { openid: ['sub'], profile: ['name'] },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, name: id }) }),
    interactions: { url: (_ctx, { uid }) => SIGN_IN_PATH + uid },
    features: {
      // Marquee does not use the five features that are turned off here. Those that are not listed are off by default.
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => DEVELOPMENT_AUDIENCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => {
          if (resource !== DEVELOPMENT_AUDIENCE) throw new errors.InvalidTarget();
          return {
            scope: SCOPE_NAMES.join(' '),
            audience: DEVELOPMENT_AUDIENCE,
            accessTokenFormat: 'jwt',
            accessTokenTTL: DEVELOPMENT_TOKEN_TTL_SEC,
            jwt: { sign: { alg: key.alg } },
          };
        },
      },
    },
    ttl: {
      AccessToken: DEVELOPMENT_TOKEN_TTL_SEC,
      AuthorizationCode: 60,
      Grant: DAY_SEC,
      IdToken: DEVELOPMENT_TOKEN_TTL_SEC,
      Interaction: 3_600,
      Session: DAY_SEC,
    },
    renderError: (ctx, { error, error_description: description }) => {
      ctx.type = 'text/plain';
      ctx.body = `${error}: ${description ?? ''}\n`;
    },
  };
}

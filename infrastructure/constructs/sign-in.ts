import { CognitoResourceServer } from '@cdktf/provider-aws/lib/cognito-resource-server/index.js';
import { CognitoUserPool } from '@cdktf/provider-aws/lib/cognito-user-pool/index.js';
import { CognitoUserPoolClient } from '@cdktf/provider-aws/lib/cognito-user-pool-client/index.js';
import { CognitoUserPoolDomain } from '@cdktf/provider-aws/lib/cognito-user-pool-domain/index.js';
import { Construct } from 'constructs';
import { SCOPES } from '../../server/src/composition/deployment.ts';

/** The identifier of the resource server. Cognito puts it before each scope, for example in `marquee/films:write`. */
const RESOURCE = 'marquee';

/** The scopes that the page requests, separated by spaces. */
export const COGNITO_SCOPE = ['openid', ...Object.keys(SCOPES).map((scope) => `${RESOURCE}/${scope}`)].join(' ');

export type SignInProps = {
  readonly name: string;
  /** Domain prefix of Cognito's own pages. It must be unique in the region. */
  readonly domainPrefix: string;
  readonly region: string;
  /** Addresses that sign-in may redirect back to. */
  readonly callbackUrls: string[];
  readonly isProtected: boolean;
};

/** A user pool whose users may write. Nobody can sign up: an administrator creates each user. */
export class SignIn extends Construct {
  readonly poolId: string;
  readonly issuer: string;
  readonly clientId: string;

  constructor(scope: Construct, id: string, props: SignInProps) {
    super(scope, id);
    const pool = new CognitoUserPool(this, 'pool', {
      name: props.name,
      adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      usernameAttributes: ['email'],
      autoVerifiedAttributes: ['email'],
      passwordPolicy: {
        minimumLength: 12,
        requireLowercase: false,
        requireNumbers: false,
        requireSymbols: false,
        requireUppercase: false,
        temporaryPasswordValidityDays: 7,
      },
      deletionProtection: props.isProtected ? 'ACTIVE' : 'INACTIVE',
    });
    const server = new CognitoResourceServer(this, 'scopes', {
      userPoolId: pool.id,
      identifier: RESOURCE,
      name: props.name,
      scope: Object.entries(SCOPES).map(([scopeName, scopeDescription]) => ({ scopeName, scopeDescription })),
    });
    new CognitoUserPoolDomain(this, 'domain', { domain: props.domainPrefix, userPoolId: pool.id });
    const client = new CognitoUserPoolClient(this, 'page', {
      name: 'page',
      userPoolId: pool.id,
      generateSecret: false,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ['code'],
      allowedOauthScopes: COGNITO_SCOPE.split(' '),
      supportedIdentityProviders: ['COGNITO'],
      callbackUrls: props.callbackUrls,
      logoutUrls: props.callbackUrls,
      preventUserExistenceErrors: 'ENABLED',
      enableTokenRevocation: true,
      dependsOn: [server],
    });
    this.poolId = pool.id;
    this.issuer = `https://cognito-idp.${props.region}.amazonaws.com/${pool.id}`;
    this.clientId = client.id;
  }
}

/** Origins that the page calls to sign people in: one for discovery and keys, one for tokens. */
export function cognitoOrigins(region: string, domainPrefix: string): string[] {
  return [`https://cognito-idp.${region}.amazonaws.com`, `https://${domainPrefix}.auth.${region}.amazoncognito.com`];
}

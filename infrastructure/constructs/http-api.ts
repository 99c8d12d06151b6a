import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api/index.js';
import { Apigatewayv2Authorizer } from '@cdktf/provider-aws/lib/apigatewayv2-authorizer/index.js';
import { Apigatewayv2Integration } from '@cdktf/provider-aws/lib/apigatewayv2-integration/index.js';
import { Apigatewayv2Route } from '@cdktf/provider-aws/lib/apigatewayv2-route/index.js';
import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage/index.js';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import type { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias/index.js';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import { Construct } from 'constructs';

export type HttpApiProps = {
  readonly name: string;
  /** The alias of the function that answers. */
  readonly handler: LambdaAlias;
  /** `key` is a route such as `GET /v1/films/{id}`. A route that is not public needs a token. */
  readonly routes: readonly { readonly key: string; readonly isPublic: boolean }[];
  /** Which tokens are accepted. Absent: the handler refuses every request that needs a token. */
  readonly tokens?: { readonly issuer: string; readonly audience: string } | undefined;
  readonly throttle: { readonly requestsPerSecond: number; readonly burst: number };
  readonly logRetentionDays: number;
};

/** API Gateway's timeout for a request. This is the longest that AWS allows. */
const LONGEST_MS = 30_000;

/**
 * An HTTP API in front of one function. Each route is declared. Routes that need a token have an authorizer if
 * `tokens` is given. All other requests (HEAD, other methods, unknown paths) go to the function as well, which
 * answers them.
 */
export class HttpApi extends Construct {
  readonly api: Apigatewayv2Api;

  constructor(scope: Construct, id: string, { name, handler, routes, tokens, throttle, ...props }: HttpApiProps) {
    super(scope, id);
    this.api = new Apigatewayv2Api(this, 'api', { name, protocolType: 'HTTP' });
    const apiId = this.api.id;
    const integration = new Apigatewayv2Integration(this, 'integration', {
      apiId,
      integrationType: 'AWS_PROXY',
      integrationUri: handler.invokeArn,
      payloadFormatVersion: '2.0',
      timeoutMilliseconds: LONGEST_MS,
    });
    const target = `integrations/${integration.id}`;
    const authorizer = tokens && this.#authorizer(name, tokens);
    for (const { key, isPublic } of routes) {
      new Apigatewayv2Route(this, idOf(key), {
        apiId,
        routeKey: key,
        target,
        ...(authorizer && !isPublic
          ? { authorizationType: 'JWT', authorizerId: authorizer.id }
          : { authorizationType: 'NONE' }),
      });
    }
    new Apigatewayv2Route(this, 'anything-else', {
      apiId,
      routeKey: '$default',
      target,
      authorizationType: 'NONE',
    });
    this.#stage(name, throttle, props.logRetentionDays);
    new LambdaPermission(this, 'permission', {
      functionName: handler.functionName,
      qualifier: handler.name,
      action: 'lambda:InvokeFunction',
      principal: 'apigateway.amazonaws.com',
      sourceArn: `${this.api.executionArn}/*/*`,
    });
  }

  #authorizer(name: string, { issuer, audience }: { issuer: string; audience: string }): Apigatewayv2Authorizer {
    return new Apigatewayv2Authorizer(this, 'authorizer', {
      apiId: this.api.id,
      name,
      authorizerType: 'JWT',
      identitySources: ['$request.header.Authorization'],
      jwtConfiguration: { issuer, audience: [audience] },
    });
  }

  #stage(name: string, throttle: HttpApiProps['throttle'], logRetentionDays: number): void {
    // A log group with this prefix needs no entry in the account's CloudWatch resource policy. The size of that policy
    // is limited.
    const log = new CloudwatchLogGroup(this, 'log', {
      name: `/aws/vendedlogs/${name}`,
      retentionInDays: logRetentionDays,
    });
    new Apigatewayv2Stage(this, 'stage', {
      apiId: this.api.id,
      name: '$default',
      autoDeploy: true,
      defaultRouteSettings: {
        throttlingRateLimit: throttle.requestsPerSecond,
        throttlingBurstLimit: throttle.burst,
      },
      accessLogSettings: { destinationArn: log.arn, format: JSON.stringify(ACCESS_LOG) },
    });
  }
}

/**
 * The fields of the access log. The query string and the IP address are left out, because they would show who searches
 * for what.
 */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
};

/** `GET /v1/films/{id}` becomes `get-v1-films-id`. */
function idOf(routeKey: string): string {
  return routeKey
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '');
}

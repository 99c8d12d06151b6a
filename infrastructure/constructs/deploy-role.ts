import type { Construct } from 'constructs';
import { GithubRole } from './github-role.ts';
import type { Repository, Statement } from './policy.ts';

export type DeployRoleProps = {
  /** Prefix of the names of the environment's resources, such as `marquee-dev`. */
  readonly prefix: string;
  readonly environment: string;
  readonly region: string;
  readonly accountId: string;
  readonly stateBucketArn: string;
  /** The environment's permissions boundary, which every role created by the deploy role must have. */
  readonly boundaryArn: string;
  /** ARNs of the KMS keys for the tables of every environment. */
  readonly tableKeyArns: readonly string[];
  /** Domains of other environments that are subdomains of the environment's own domain. */
  readonly domainsBelow: readonly string[];
  /** If its value is an empty string, no role is created. */
  readonly repository: Repository;
  /** What the environment has in addition to what every environment has. */
  readonly has: {
    readonly alarms: boolean;
    readonly budget: boolean;
    readonly syntheticCheck: boolean;
    readonly reservedConcurrency: boolean;
    readonly signIn: boolean;
    readonly firewall: boolean;
    /** Name of the environment's own domain. */
    readonly domain: string | undefined;
    /** ARN of the environment's own KMS key for the tables. */
    readonly tableKeyArn: string | undefined;
    /** Regions with a copy of the films table. */
    readonly replicaRegions: readonly string[];
    readonly openSearch: boolean;
  };
};

/**
 * The role that a GitHub workflow assumes to deploy one environment, without any long-lived key. Only a job of the
 * repository that belongs to the GitHub environment of the same name may assume the role, so GitHub's approvals guard
 * it. The role has access to resources whose name begins with the environment's prefix. Some AWS resources have no such
 * name (CloudFront, API Gateway, Cognito, certificates). The role may create new resources of these kinds, and has
 * access to those with the environment's tag. Routes, integrations and authorizers of HTTP APIs have no tags of their own.
 * The role may therefore change those of other APIs, unless AWS checks them with the tags of their API. It also has access
 * to every cache, origin and headers policy of CloudFront, because these have no tags. Every role that it creates has the
 * permissions boundary of the environment. A Route 53 health check has tags, but AWS ignores them when it checks
 * permissions. So a role that needs a health check has access to all health checks.
 * infrastructure/test/environments-apart.test.ts tries the role, and the roles that it may create, on every resource of
 * every other environment.
 */
export class DeployRole extends GithubRole {
  constructor(scope: Construct, id: string, props: DeployRoleProps) {
    super(scope, id, {
      // The name must not match the pattern of the roles that this role may change. Otherwise it could change itself.
      name: `marquee-deploy-${props.environment}`,
      description: `Deploys ${props.prefix} from GitHub Actions`,
      jobs: `environment:${props.environment}`,
      ...{ accountId: props.accountId, repository: props.repository },
      policy: { name: 'deploys', statements: deploying(props) },
    });
  }
}

/** What it takes to deploy an environment. */
export function deploying(props: DeployRoleProps): Statement[] {
  return [...named(props), ...roles(props), ...state(props), ...tagged(props), ...unnamed(props), ...denied(props)];
}

/** What the role may not do although another statement seems to allow it. */
function denied({ has, tableKeyArns, domainsBelow }: DeployRoleProps): Statement[] {
  return [
    // CloudFront moves a domain name from a distribution to another of the same account, and checks only the other.
    {
      effect: 'Deny',
      actions: ['cloudfront:AssociateAlias', 'cloudfront:UpdateDomainAssociation'],
      resources: ['*'],
    },
    // An operator creates these keys, without tags of an environment. A role that gives a key the tags of its environment
    // could then delete the key.
    ...(has.alarms && tableKeyArns.length > 0
      ? [{ effect: 'Deny' as const, actions: ['kms:TagResource'], resources: tableKeyArns }]
      : []),
    // A certificate for one of these domains is proved by a record below the environment's own domain.
    ...(domainsBelow.length > 0
      ? [
          {
            effect: 'Deny' as const,
            actions: ['route53:ChangeResourceRecordSets'],
            resources: ['*'],
            conditions: {
              'ForAnyValue:StringLike': {
                'route53:ChangeResourceRecordSetsNormalizedRecordNames': domainsBelow.flatMap((one) => [
                  one,
                  `*.${one}`,
                ]),
              },
            },
          },
        ]
      : []),
  ];
}

/** Permissions for resources whose name begins with the environment's prefix. */
function named({ prefix, environment, region, accountId, has }: DeployRoleProps): Statement[] {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${accountId}:${rest}`;
  const tables = [region, ...has.replicaRegions].map((one) => `arn:aws:dynamodb:${one}:${accountId}:table/${prefix}-*`);
  return [
    { actions: ['dynamodb:*'], resources: tables },
    { actions: ['lambda:*'], resources: [arn('lambda', `function:${prefix}-*`)] },
    { actions: ['sqs:*'], resources: [arn('sqs', `${prefix}-*`)] },
    { actions: ['events:*'], resources: [arn('events', `rule/${prefix}-*`)] },
    { actions: ['ssm:*'], resources: [arn('ssm', `parameter/marquee/${environment}/*`)] },
    {
      actions: ['logs:*'],
      resources: ['lambda', 'vendedlogs'].map((group) => arn('logs', `log-group:/aws/${group}/${prefix}-*`)),
    },
    {
      actions: ['s3:*'],
      resources: [`arn:aws:s3:::${prefix}-*-${accountId}`, `arn:aws:s3:::${prefix}-*-${accountId}/*`],
    },
    { actions: ['cloudfront:*'], resources: [`arn:aws:cloudfront::${accountId}:function/${prefix}-*`] },
    // The domain and its tags, but not what is in it (es:ESHttp*).
    ...(has.openSearch
      ? [{ actions: ['es:*Domain*', 'es:*Tags', 'es:Get*'], resources: [arn('es', `domain/${prefix}-*`)] }]
      : []),
  ];
}

function roles({ prefix, accountId, boundaryArn }: DeployRoleProps): Statement[] {
  const resources = [`arn:aws:iam::${accountId}:role/${prefix}-*`];
  return [
    {
      actions: ['iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
      resources,
      conditions: { StringEquals: { 'iam:PermissionsBoundary': boundaryArn } },
    },
    {
      actions: [
        ...['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListInstanceProfilesForRole'],
        ...['iam:ListRolePolicies', 'iam:TagRole', 'iam:UntagRole', 'iam:UpdateRole'],
        ...['iam:DeleteRole', 'iam:DeleteRolePolicy'],
      ],
      resources,
    },
    {
      actions: ['iam:PassRole'],
      resources,
      conditions: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    },
  ];
}

function state({ prefix, stateBucketArn }: DeployRoleProps): Statement[] {
  return [
    // Terraform's state and the lock file of the state.
    {
      actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
      resources: [`${stateBucketArn}/${prefix}-*.tfstate`, `${stateBucketArn}/${prefix}-*.tfstate.tflock`],
    },
    { actions: ['s3:ListBucket'], resources: [stateBucketArn] },
  ];
}

/**
 * Permissions for resources of which only the tags say to which environment they belong. All kinds share two statements,
 * because the policies of a role may have at most 10,240 characters. Sharing allows nothing more, because no action of
 * one service matches a resource of another.
 */
function tagged({ environment, region, accountId, has }: DeployRoleProps): Statement[] {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${accountId}:${rest}`;
  const kinds: Readonly<Record<string, readonly string[]>> = {
    'apigateway:*': [`arn:aws:apigateway:${region}::/apis/*`],
    'cloudfront:*': [`arn:aws:cloudfront::${accountId}:distribution/*`],
    'logs:*': [`arn:aws:logs:us-east-1:${accountId}:delivery:*`],
    ...(has.alarms && { 'kms:*': ourRegions(region).map((one) => `arn:aws:kms:${one}:${accountId}:key/*`) }),
    ...(has.signIn && { 'cognito-idp:*': [arn('cognito-idp', 'userpool/*')] }),
    // CloudFront takes certificates from this region only.
    ...(has.domain !== undefined && { 'acm:*': [`arn:aws:acm:us-east-1:${accountId}:certificate/*`] }),
  };
  return [
    { actions: Object.keys(kinds), resources: Object.values(kinds).flat(), conditions: ours(environment) },
    // A resource that is being created has no ARN yet, so AWS checks these actions on every resource.
    {
      actions: [
        ...['cloudfront:CreateDistribution', 'cloudfront:CreateDistributionWithTags', 'cloudfront:TagResource'],
        ...(has.alarms ? ['kms:CreateKey', 'kms:TagResource'] : []),
        ...(has.signIn ? ['cognito-idp:CreateUserPool', 'cognito-idp:TagResource'] : []),
        ...(has.domain === undefined ? [] : ['acm:AddTagsToCertificate', 'acm:RequestCertificate']),
      ],
      resources: ['*'],
      conditions: newOrOurs(environment),
    },
  ];
}

/** Permissions for resources whose name we cannot choose, and for actions that AWS cannot restrict to resources. */
function unnamed(props: DeployRoleProps): Statement[] {
  const { environment, region, accountId, has } = props;
  const ofOurFunctions = {
    ArnLike: { 'lambda:FunctionArn': `arn:aws:lambda:${region}:${accountId}:function:marquee-${environment}-*` },
  };
  const mappings = [`arn:aws:lambda:${region}:${accountId}:event-source-mapping:*`];
  return [
    ...cloudfront(props),
    ...accessLog(props),
    ...httpApi(props),
    { actions: ['lambda:*'], resources: mappings, conditions: ofOurFunctions },
    { actions: ['lambda:CreateEventSourceMapping'], resources: ['*'], conditions: ofOurFunctions },
    // These calls name no function, so the condition above cannot hold for them. A new mapping has no tags yet.
    {
      actions: ['lambda:ListTags', 'lambda:TagResource', 'lambda:UntagResource'],
      resources: mappings,
      conditions: { StringEqualsIfExists: tags('Resource', environment) },
    },
    {
      // AWS cannot restrict these actions to resources. lambda:GetEventSourceMapping is here because Terraform also asks
      // for a mapping that it has just deleted, whose function AWS no longer knows.
      actions: [
        ...(has.reservedConcurrency ? ['lambda:GetAccountSettings'] : []),
        ...['lambda:GetEventSourceMapping', 'logs:DescribeLogGroups'],
        ...['logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:DescribeResourcePolicies', 'logs:GetLogDelivery'],
        ...['logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:UpdateLogDelivery', 'ssm:DescribeParameters'],
      ],
      resources: ['*'],
      // The log of CloudFront is in us-east-1.
      conditions: { StringEquals: { 'aws:RequestedRegion': ourRegions(region) } },
    },
    ...options(props),
  ];
}

/**
 * Permissions for the HTTP API. An API and its stages have tags. Its routes, integrations and authorizers cannot have tags
 * of their own: AWS's Service Authorization Reference lists `aws:ResourceTag` for them, but API Gateway's guide says only of
 * REST APIs that their parts have the tags of the API. So if AWS checks a part with tags, those must be ours.
 */
function httpApi({ environment, region }: DeployRoleProps): Statement[] {
  const arn = (path: string) => `arn:aws:apigateway:${region}::/${path}`;
  // One pattern for a list, such as `apis/a/routes`, and for what is in it.
  const parts = ['authorizers', 'integrations', 'routes'].map((part) => `apis/*/${part}*`);
  const ifTagged = { StringEqualsIfExists: tags('Resource', environment) };
  return [
    // The last resource is for tags that a request gives to a new API or stage, and for tags that change later.
    {
      actions: ['apigateway:POST'],
      resources: [arn('apis'), arn('apis/*/stages'), arn('tags/*')],
      conditions: newOrOurs(environment),
    },
    { actions: ['apigateway:*'], resources: parts.map(arn), conditions: ifTagged },
    // An API that somebody has deleted has no tags. Terraform must be able to see that it is missing.
    { actions: ['apigateway:GET'], resources: [arn('apis/*')], conditions: ifTagged },
    // AWS checks this action when a stage is created with tags. Its reference does not list the action, nor its condition keys.
    {
      actions: ['apigateway:TagResource'],
      resources: [arn('apis/*')],
      conditions: { StringEqualsIfExists: { ...tags('Request', environment), ...tags('Resource', environment) } },
    },
  ];
}

function cloudfront({ accountId }: DeployRoleProps): Statement[] {
  const parts = ['cache-policy', 'origin-access-control', 'response-headers-policy'];
  return [
    {
      actions: [
        ...['cloudfront:CreateCachePolicy', 'cloudfront:CreateFunction', 'cloudfront:CreateOriginAccessControl'],
        'cloudfront:CreateResponseHeadersPolicy',
      ],
      resources: ['*'],
    },
    // These resources have no tags, so the role may also delete the ones that belong to other projects. AWS refuses
    // such a deletion while a distribution uses the resource.
    {
      actions: ['cloudfront:*'],
      resources: parts.map((part) => `arn:aws:cloudfront::${accountId}:${part}/*`),
    },
  ];
}

/** Permissions for the log of CloudFront. AWS chooses the id of a delivery, so only its tags name the environment. */
function accessLog({ prefix, environment, accountId }: DeployRoleProps): Statement[] {
  const arn = (rest: string) => `arn:aws:logs:us-east-1:${accountId}:${rest}`;
  const named = ['log-group:/aws/vendedlogs/', 'delivery-source:', 'delivery-destination:'];
  return [
    { actions: ['logs:*'], resources: named.map((kind) => arn(`${kind}${prefix}-*`)) },
    {
      actions: ['logs:CreateDelivery', 'logs:TagResource'],
      resources: [arn('delivery:*')],
      conditions: newOrOurs(environment),
    },
  ];
}

/** Permissions that only an environment with an option needs: alarms, sign-in, a firewall, a domain and so on. */
function options(props: DeployRoleProps): Statement[] {
  const { prefix, accountId, has } = props;
  // CloudFront takes firewalls from this region only.
  const global = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${accountId}:${rest}`;
  return [
    ...(has.alarms ? alarms(props) : []),
    ...anywhere(props),
    ...(has.budget
      ? [{ actions: ['budgets:*'], resources: [`arn:aws:budgets::${accountId}:budget/${prefix}-*`] }]
      : []),
    ...(has.syntheticCheck ? healthCheck() : []),
    ...(has.replicaRegions.length > 0 ? replicas(props) : []),
    ...(has.tableKeyArn === undefined ? [] : tableKey(has.tableKeyArn, props)),
    ...(has.firewall
      ? [
          { actions: ['wafv2:*'], resources: [global('wafv2', `global/webacl/${prefix}/*`)] },
          // AWS also checks the groups of rules that a firewall refers to.
          {
            actions: ['wafv2:CreateWebACL', 'wafv2:UpdateWebACL'],
            resources: [global('wafv2', 'global/managedruleset/*')],
          },
        ]
      : []),
    ...(has.domain === undefined ? [] : names(has.domain)),
  ];
}

/**
 * Actions of options that AWS does not restrict to resources. They share a statement, because the policies of a role may have
 * at most 10,240 characters.
 */
function anywhere({ has }: DeployRoleProps): Statement[] {
  const actions = [
    ...(has.alarms ? ['cloudwatch:DescribeAlarms'] : []),
    ...(has.syntheticCheck ? ['route53:CreateHealthCheck'] : []),
    ...(has.signIn ? ['cognito-idp:DescribeUserPoolDomain'] : []),
    ...(has.domain === undefined ? [] : ['route53:ListHostedZones']),
  ];
  return actions.length === 0 ? [] : [{ actions, resources: ['*'] }];
}

/** The regions of an environment: its own, and the one in which AWS keeps the logs, metrics and certificates of CloudFront. */
function ourRegions(region: string): string[] {
  return [...new Set([region, 'us-east-1'])];
}

function alarms({ prefix, region, accountId }: DeployRoleProps): Statement[] {
  const inEach = (service: string, rest: string) =>
    ourRegions(region).map((one) => `arn:aws:${service}:${one}:${accountId}:${rest}`);
  return [
    { actions: ['sns:*'], resources: inEach('sns', `${prefix}-*`) },
    {
      actions: ['cloudwatch:*'],
      resources: [
        ...inEach('cloudwatch', `alarm:${prefix}-*`),
        // A dashboard belongs to no region.
        `arn:aws:cloudwatch::${accountId}:dashboard/${prefix}-*`,
      ],
    },
  ];
}

function healthCheck(): Statement[] {
  return [
    {
      actions: [
        ...['route53:ChangeTagsForResource', 'route53:DeleteHealthCheck', 'route53:GetHealthCheck'],
        ...['route53:ListTagsForResource', 'route53:UpdateHealthCheck'],
      ],
      resources: ['arn:aws:route53:::healthcheck/*'],
    },
  ];
}

/**
 * DynamoDB replicates with a role of its own. It creates this role once in an account, with the permissions of whoever
 * adds the first copy.
 */
function replicas({ accountId }: DeployRoleProps): Statement[] {
  const service = 'replication.dynamodb.amazonaws.com';
  return [
    {
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [`arn:aws:iam::${accountId}:role/aws-service-role/${service}/*`],
      conditions: { StringEquals: { 'iam:AWSServiceName': service } },
    },
  ];
}

/** Permissions that DynamoDB demands of whoever creates a table under a key, or changes its key. */
function tableKey(keyArn: string, { region, accountId }: DeployRoleProps): Statement[] {
  return [
    {
      actions: [
        ...['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*'],
        'kms:ReEncrypt*',
      ],
      resources: [keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } },
    },
    // Terraform asks for AWS's own key too, and compares it with the key of the table.
    {
      actions: ['kms:DescribeKey'],
      resources: [`arn:aws:kms:${region}:${accountId}:key/*`],
      conditions: { StringEquals: { 'kms:RequestAlias': 'alias/aws/dynamodb' } },
    },
  ];
}

/**
 * Permissions in Route 53: to read zones, and to change the records of the domain and of its certificate. The id of the zone
 * is not known here, because the zone may be in an account other than the one to which this policy is applied. But only
 * a zone of the domain, or of a domain above it, can have records with these names.
 */
function names(domain: string): Statement[] {
  return [
    {
      actions: ['route53:ChangeResourceRecordSets'],
      resources: ['arn:aws:route53:::hostedzone/*'],
      conditions: {
        'ForAllValues:StringLike': {
          'route53:ChangeResourceRecordSetsNormalizedRecordNames': [domain, `_*.${domain}`],
        },
        'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'AAAA', 'CNAME'] },
      },
    },
    {
      actions: ['route53:GetHostedZone', 'route53:ListResourceRecordSets', 'route53:ListTagsForResource'],
      resources: ['arn:aws:route53:::hostedzone/*'],
    },
    { actions: ['route53:GetChange'], resources: ['arn:aws:route53:::change/*'] },
  ];
}

/** The resource has the tags of the environment. */
function ours(environment: string): NonNullable<Statement['conditions']> {
  return { StringEquals: tags('Resource', environment) };
}

/**
 * The request gives the tags of the environment to a resource. A new resource has no tags yet. Without the second
 * condition, the role could give its tags to a resource of another environment, and then change it.
 */
function newOrOurs(environment: string): NonNullable<Statement['conditions']> {
  return { StringEquals: tags('Request', environment), StringEqualsIfExists: tags('Resource', environment) };
}

function tags(of: 'Resource' | 'Request', environment: string): Record<string, string> {
  return { [`aws:${of}Tag/project`]: 'marquee', [`aws:${of}Tag/environment`]: environment };
}

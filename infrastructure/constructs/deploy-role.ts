import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { Construct } from 'constructs';
import { assumedByGithub, identityPolicy, type Statement } from './policy.ts';

export type DeployRoleProps = {
  /** Prefix of the names of the environment's resources, such as `marquee-dev`. */
  readonly prefix: string;
  readonly environment: string;
  readonly region: string;
  readonly accountId: string;
  readonly stateBucketArn: string;
  /** Permissions boundary that every role created by the deploy role must have. */
  readonly boundaryArn: string;
  /** Terraform expression whose value is `owner/name`. If the value is an empty string, no role is created. */
  readonly repository: string;
};

/**
 * The role that a GitHub workflow assumes to deploy one environment, without any long-lived key. Only a job of the
 * repository that belongs to the GitHub environment of the same name may assume the role, so GitHub's approvals guard
 * it. The role has access to resources whose name begins with the environment's prefix. Some AWS resources have no such
 * name (CloudFront, API Gateway, Cognito, certificates). The role may create new resources of these kinds, and has
 * access to those with the environment's tag. Every role that it creates has the permissions boundary.
 */
export class DeployRole extends Construct {
  constructor(scope: Construct, id: string, props: DeployRoleProps) {
    super(scope, id);
    const count = `\${${props.repository} == "" ? 0 : 1}`;
    // The name of the deploy role must not match the pattern of the roles that it may change. Otherwise it could change
    // itself.
    const name = `marquee-deploy-${props.environment}`;
    const role = new IamRole(this, 'role', {
      name,
      description: `Deploys ${props.prefix} from GitHub Actions`,
      assumeRolePolicy: assumedByGithub(
        props.accountId,
        `repo:\${${props.repository}}:environment:${props.environment}`,
      ),
      maxSessionDuration: 3_600,
    });
    role.addOverride('count', count);
    const policy = new IamRolePolicy(this, 'policy', {
      name: 'deploys',
      role: name,
      policy: identityPolicy(deploying(props)),
      dependsOn: [role],
    });
    policy.addOverride('count', count);
  }
}

function deploying(props: DeployRoleProps): Statement[] {
  return [...named(props), ...roles(props), ...state(props), ...unnamed(props)];
}

/** Permissions for resources whose name begins with the environment's prefix. */
function named({ prefix, environment, region, accountId }: DeployRoleProps): Statement[] {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${accountId}:${rest}`;
  return [
    { actions: ['dynamodb:*'], resources: [arn('dynamodb', `table/${prefix}-*`)] },
    { actions: ['lambda:*'], resources: [arn('lambda', `function:${prefix}-*`)] },
    { actions: ['sqs:*'], resources: [arn('sqs', `${prefix}-*`)] },
    { actions: ['events:*'], resources: [arn('events', `rule/${prefix}-*`)] },
    { actions: ['sns:*'], resources: [arn('sns', `${prefix}-*`)] },
    { actions: ['cloudwatch:*'], resources: [arn('cloudwatch', `alarm:${prefix}-*`)] },
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

/** Permissions for resources whose name we cannot choose, and for actions that AWS cannot restrict to resources. */
function unnamed({ environment, region, accountId }: DeployRoleProps): Statement[] {
  const ours = { StringEquals: { 'aws:ResourceTag/project': 'marquee', 'aws:ResourceTag/environment': environment } };
  const new_ = { StringEquals: { 'aws:RequestTag/project': 'marquee', 'aws:RequestTag/environment': environment } };
  const distributions = [`arn:aws:cloudfront::${accountId}:distribution/*`];
  const pools = [`arn:aws:cognito-idp:${region}:${accountId}:userpool/*`];
  const certificates = [`arn:aws:acm:us-east-1:${accountId}:certificate/*`];
  const cloudfrontParts = ['cache-policy', 'origin-access-control', 'response-headers-policy'];
  return [
    { actions: ['cloudfront:*'], resources: distributions, conditions: ours },
    {
      actions: ['cloudfront:CreateDistribution', 'cloudfront:CreateDistributionWithTags'],
      resources: distributions,
      conditions: new_,
    },
    // These resources have no tags, so the role may also delete the ones that belong to other projects. AWS refuses
    // such a deletion while a distribution uses the resource.
    {
      actions: ['cloudfront:*'],
      resources: cloudfrontParts.map((part) => `arn:aws:cloudfront::${accountId}:${part}/*`),
    },
    // API Gateway also checks routes and integrations, which have no tags either.
    {
      actions: ['apigateway:*'],
      resources: [
        `arn:aws:apigateway:${region}::/apis`,
        `arn:aws:apigateway:${region}::/apis/*`,
        `arn:aws:apigateway:${region}::/tags/*`,
      ],
    },
    { actions: ['cognito-idp:*'], resources: pools, conditions: ours },
    { actions: ['acm:*'], resources: certificates, conditions: ours },
    {
      actions: [
        'route53:ChangeResourceRecordSets',
        'route53:GetHostedZone',
        'route53:ListResourceRecordSets',
        'route53:ListTagsForResource',
      ],
      resources: ['arn:aws:route53:::hostedzone/*'],
    },
    { actions: ['route53:GetChange'], resources: ['arn:aws:route53:::change/*'] },
    {
      actions: ['lambda:*'],
      resources: [`arn:aws:lambda:${region}:${accountId}:event-source-mapping:*`],
      conditions: {
        ArnLike: { 'lambda:FunctionArn': `arn:aws:lambda:${region}:${accountId}:function:marquee-${environment}-*` },
      },
    },
    {
      // AWS cannot restrict these actions to resources, because they list resources or create something that has no
      // name yet.
      actions: [
        ...['acm:RequestCertificate', 'cognito-idp:CreateUserPool', 'cognito-idp:DescribeUserPoolDomain'],
        ...['cloudfront:ListDistributions', 'lambda:GetAccountSettings', 'lambda:GetEventSourceMapping'],
        ...['lambda:CreateEventSourceMapping', 'lambda:ListEventSourceMappings', 'logs:DescribeLogGroups'],
        ...['logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:GetLogDelivery', 'logs:ListLogDeliveries'],
        ...['logs:UpdateLogDelivery', 'route53:ListHostedZones', 'ssm:DescribeParameters', 'sts:GetCallerIdentity'],
      ],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': [region, 'us-east-1'] } },
    },
  ];
}

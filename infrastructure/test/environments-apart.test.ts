import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENVIRONMENTS } from '../config/environments.ts';
import { environmentSchema, type Environment } from '../config/schema.ts';
import { EVERYTHING, REPLICATED, SEARCHED } from './everything.ts';
import { actionsOn, ANY, isAllowed, statementsIn, type Call, type Context, type Statement } from './iam.ts';
import { resourcesOf, synthesiseAll, type Resource, type StackJson } from './synthesised.ts';

/**
 * What a deploy role, and every role that it may create, may do to another environment of the same account. Every
 * resource of the other environment is tried: a new type of resource fails the test until FACES has it.
 */

const ACCOUNT = '000000000000';
const STATE = `arn:aws:s3:::marquee-state-${ACCOUNT}`;

/** Environments as they are configured, and environments with every option. The domain of one is below that of another. */
const SETS: Readonly<Record<string, readonly Environment[]>> = {
  'as configured': ENVIRONMENTS,
  'with every option': [
    withEverything('dev', 'films.example.org'),
    withEverything('prod', 'www.films.example.org'),
    environmentSchema.parse({ ...REPLICATED, domain: { name: 'copies.example.org', zone: 'example.org' } }),
  ],
};

function withEverything(name: string, domain: string): Environment {
  return environmentSchema.parse({
    ...EVERYTHING,
    openSearch: SEARCHED.openSearch,
    name,
    domain: { name: domain, zone: 'example.org' },
    tableKeyArn: `arn:aws:kms:${EVERYTHING.region}:${ACCOUNT}:key/tables-of-${name}`,
  });
}

/** A resource, as IAM sees it. */
type Face = { readonly service: string; readonly arn: string; readonly context: Context };

/** What the caller chooses, so every condition on it can hold. */
const CHOSEN: Context = {
  'aws:RequestedRegion': ANY,
  'aws:RequestTag/project': ANY,
  'aws:RequestTag/environment': ANY,
  'iam:PassedToService': ANY,
  'iam:PermissionsBoundary': ANY,
  'kms:ViaService': ANY,
};

type Made = { readonly faces: readonly Face[]; readonly json: Readonly<Record<string, StackJson>> };

/** Resources that are settings of another resource, or parts of it. AWS checks calls on them against the other resource. */
const SETTINGS =
  /^aws_(apigatewayv2_(stage|route|integration|authorizer)|cloudwatch_event_target|cognito_.*|iam_role_policy|lambda_(alias|permission|function_event_invoke_config)|s3_bucket_.*|sns_topic_(policy|subscription)|sqs_queue_.*|acm_certificate_validation)$/;

/** The resources of one type, as IAM sees them. */
type FacesOf = (resource: Resource, environment: Environment) => readonly (readonly [service: string, arn: string])[];

const text = (value: unknown) => String(value).replaceAll('${data.aws_caller_identity.account.account_id}', ACCOUNT);
const inEach = (service: string, { region, replicaRegions }: Environment, rest: string) =>
  [...new Set([region, 'us-east-1', ...replicaRegions])].map(
    (one) => [service, `arn:aws:${service}:${one}:${ACCOUNT}:${rest}`] as const,
  );

/** Resources that have the environment's tags, and often its name. */
const FACES: Readonly<Record<string, FacesOf>> = {
  aws_acm_certificate: (_, e) => inEach('acm', e, `certificate/of-${e.name}`),
  aws_apigatewayv2_api: (_, { name, region }) =>
    ['', '/stages', '/stages/$default', '/routes/r', '/integrations/i', '/authorizers/a'].map(
      (part) => ['apigateway', `arn:aws:apigateway:${region}::/apis/of-${name}${part}`] as const,
    ),
  aws_budgets_budget: ({ name }) => [['budgets', `arn:aws:budgets::${ACCOUNT}:budget/${text(name)}`]],
  aws_cloudfront_distribution: (_, { name }) => [
    ['cloudfront', `arn:aws:cloudfront::${ACCOUNT}:distribution/of-${name}`],
  ],
  aws_cloudfront_function: ({ name }) => [['cloudfront', `arn:aws:cloudfront::${ACCOUNT}:function/${text(name)}`]],
  aws_cloudwatch_dashboard: ({ dashboard_name: name }) => [
    ['cloudwatch', `arn:aws:cloudwatch::${ACCOUNT}:dashboard/${text(name)}`],
  ],
  aws_cloudwatch_event_rule: ({ name }, e) => inEach('events', e, `rule/${text(name)}`),
  aws_cloudwatch_log_delivery: (_, e) => inEach('logs', e, `delivery:of-${e.name}`),
  aws_cloudwatch_log_delivery_destination: ({ name }, e) => inEach('logs', e, `delivery-destination:${text(name)}`),
  aws_cloudwatch_log_delivery_source: ({ name }, e) => inEach('logs', e, `delivery-source:${text(name)}`),
  aws_cloudwatch_log_group: ({ name }, e) => [
    ...inEach('logs', e, `log-group:${text(name)}`),
    ...inEach('logs', e, `log-group:${text(name)}:log-stream:s`),
  ],
  aws_cloudwatch_metric_alarm: ({ alarm_name: name }, e) => inEach('cloudwatch', e, `alarm:${text(name)}`),
  aws_cognito_user_pool: (_, e) => inEach('cognito-idp', e, `userpool/of-${e.name}`),
  aws_dynamodb_table: ({ name }, e) =>
    ['', '/index/changes', '/stream/s', '/backup/b', '/export/e'].flatMap((part) =>
      inEach('dynamodb', e, `table/${text(name)}${part}`),
    ),
  aws_iam_role: ({ name }) => [['iam', `arn:aws:iam::${ACCOUNT}:role/${text(name)}`]],
  aws_kms_key: (_, e) => inEach('kms', e, `key/alarms-of-${e.name}`),
  aws_lambda_event_source_mapping: (_, e) => inEach('lambda', e, `event-source-mapping:of-${e.name}`),
  aws_lambda_function: ({ function_name: name }, e) => [
    ...inEach('lambda', e, `function:${text(name)}`),
    ...inEach('lambda', e, `function:${text(name)}:live`),
  ],
  aws_opensearch_domain: ({ domain_name: name }, e) =>
    ['', '/_msearch', `/marquee-${e.name}-films/_bulk`, `/marquee-${e.name}-films-1`, '/_aliases'].flatMap((path) =>
      inEach('es', e, `domain/${text(name)}${path}`),
    ),
  aws_s3_bucket: ({ bucket }) => [
    ['s3', `arn:aws:s3:::${text(bucket)}`],
    ['s3', `arn:aws:s3:::${text(bucket)}/object`],
  ],
  aws_sns_topic: ({ name }, e) => inEach('sns', e, text(name)),
  aws_sqs_queue: ({ name }, e) => inEach('sqs', e, text(name)),
  aws_ssm_parameter: (_, e) =>
    ['tmdb-token', 'releases', 'commit'].flatMap((name) => inEach('ssm', e, `parameter/marquee/${e.name}/${name}`)),
  aws_wafv2_web_acl: ({ name }, e) => inEach('wafv2', e, `global/webacl/${text(name)}/1`),
};

/** Resources whose tags AWS does not check, or that have none. */
const WITHOUT_TAGS: Readonly<Record<string, FacesOf>> = {
  aws_apigatewayv2_api: (_, { name, region }) =>
    [
      ...['/routes/r', '/integrations/i', '/authorizers/a'].map((part) => `/apis/of-${name}${part}`),
      `/tags/arn%3Aaws%3Aapigateway%3A${region}%3A%3A%2Fapis%2Fof-${name}`,
    ].map((path) => ['apigateway', `arn:aws:apigateway:${region}::${path}`] as const),
  aws_cloudfront_cache_policy: (_, { name }) => [
    ['cloudfront', `arn:aws:cloudfront::${ACCOUNT}:cache-policy/of-${name}`],
  ],
  aws_cloudfront_origin_access_control: (_, { name }) => [
    ['cloudfront', `arn:aws:cloudfront::${ACCOUNT}:origin-access-control/of-${name}`],
  ],
  aws_cloudfront_response_headers_policy: (_, { name }) => [
    ['cloudfront', `arn:aws:cloudfront::${ACCOUNT}:response-headers-policy/of-${name}`],
  ],
  aws_route53_health_check: (_, { name }) => [['route53', `arn:aws:route53:::healthcheck/of-${name}`]],
  aws_dynamodb_table: (_, { tableKeyArn }) => (tableKeyArn === undefined ? [] : [['kms', tableKeyArn]]),
};

function facesOf(environment: Environment, json: Made['json']): Face[] {
  const { name } = environment;
  const tags = { 'aws:ResourceTag/project': 'marquee', 'aws:ResourceTag/environment': name };
  const stacks = Object.entries(json).filter(([stack]) => stack.startsWith(`marquee-${name}-`));
  const resources = stacks.flatMap(([, stack]) => Object.keys(stack.resource).map((type) => ({ type, stack })));
  const faces = resources.flatMap(({ type, stack }) =>
    resourcesOf(stack, type).flatMap((resource) => [
      ...(FACES[type]?.(resource, environment) ?? []).map(([service, arn]) => ({
        ...{ service, arn },
        context: { ...tags, 'lambda:FunctionArn': functionOf(environment) },
      })),
      ...(WITHOUT_TAGS[type]?.(resource, environment) ?? []).map(([service, arn]) => ({ service, arn, context: {} })),
    ]),
  );
  const states = ['server', 'client', 'cluster'].flatMap((part) =>
    ['.tfstate', '.tfstate.tflock'].map((ending) => `${STATE}/marquee-${name}-${part}${ending}`),
  );
  return [
    ...[...new Map(faces.map((face) => [`${face.arn} ${Object.keys(face.context).length}`, face])).values()],
    ...states.map((arn) => ({ service: 's3', arn, context: {} })),
  ];
}

const functionOf = ({ name, region }: Environment) =>
  `arn:aws:lambda:${region}:${ACCOUNT}:function:marquee-${name}-purge`;

/** What belongs to no environment: what the account's stack has made. */
function facesOfAccount(environments: readonly Environment[], boundaries: readonly string[]): Face[] {
  const roles = [
    'marquee-plan',
    ...environments.flatMap(({ name }) => [`marquee-deploy-${name}`, `marquee-drift-${name}`]),
  ];
  return [
    ...roles.map((role) => ['iam', `arn:aws:iam::${ACCOUNT}:role/${role}`]),
    ...boundaries.map((arn) => ['iam', arn]),
    ['iam', `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`],
    ['s3', STATE],
    ['s3', `${STATE}/marquee-bootstrap.tfstate`],
  ].map(([service = '', arn = '']) => ({ service, arn, context: {} }));
}

type Open = { readonly actions: RegExp; readonly on: RegExp; readonly reason: string };

/**
 * What a deploy role may do to resources of another environment, because AWS offers no way to restrict it. "What a deploy
 * role can reach" in docs/operations.md says what follows from the ones that change something. None of them reads or changes films, files, messages, parameters, keys or states.
 */
const OPEN: readonly Open[] = [
  {
    actions:
      /^cloudfront:Create(CachePolicy|Distribution|DistributionWithTags|Function|OriginAccessControl|ResponseHeadersPolicy)$/,
    on: /^arn:aws:cloudfront::/,
    reason: 'A resource that is being created has no ARN yet. These actions change nothing that exists.',
  },
  {
    actions: /^kms:CreateKey$/,
    on: /^arn:aws:kms:/,
    reason: 'A key that is being created has no ARN yet. This action changes nothing that exists.',
  },
  {
    actions: /^cloudfront:\*$/,
    on: /:(cache-policy|origin-access-control|response-headers-policy)\//,
    reason: 'These resources have no tags, and AWS chooses their ids.',
  },
  {
    actions: /^cloudfront:TagResource$/,
    on: /:(cache-policy|origin-access-control|response-headers-policy)\//,
    reason: 'CloudFront gives no tags to these resources.',
  },
  {
    actions: /^apigateway:(\*|GET|POST|TagResource)$/,
    on: /\/apis\/of-\w+\/(routes|integrations|authorizers)\/\w$/,
    reason:
      'AWS does not document whether it applies the tags of an API to these parts. This is the case in which it does not.',
  },
  {
    actions: /^apigateway:POST$/,
    on: /::\/tags\/arn%3A/,
    reason:
      'The same is true of a request that changes the tags of an API. A new API gets its tags by such a request too.',
  },
  {
    actions: /^route53:(ChangeTagsForResource|DeleteHealthCheck|GetHealthCheck|ListTagsForResource|UpdateHealthCheck)$/,
    on: /^arn:aws:route53:::healthcheck\//,
    reason: 'AWS ignores the tags of a health check, and chooses its id.',
  },
  {
    actions: /^route53:(CreateHealthCheck|ListHostedZones)$/,
    on: /^arn:aws:route53:::/,
    reason: 'AWS does not restrict these actions to resources. They change nothing that exists.',
  },
  {
    actions: /^logs:(CreateLogDelivery|DeleteLogDelivery|PutResourcePolicy|UpdateLogDelivery)$/,
    on: /^arn:aws:logs:/,
    reason:
      'API Gateway and CloudFront set up their logs with the permissions of the caller. AWS does not restrict these actions.',
  },
  {
    actions: /^logs:(Describe|Get|List)\w+$/,
    on: /^arn:aws:logs:/,
    reason: 'AWS does not restrict these actions. They list groups and deliveries, and read no log.',
  },
  {
    actions:
      /^(cloudwatch:DescribeAlarms|cognito-idp:DescribeUserPoolDomain|lambda:GetAccountSettings|lambda:GetEventSourceMapping|ssm:DescribeParameters)$/,
    on: /./,
    reason: 'AWS does not restrict these actions to resources. They read settings, and no value of a parameter.',
  },
  {
    actions: /^s3:ListBucket$/,
    on: /:::marquee-state-\d+$/,
    reason: 'Terraform looks for its state. The keys of the objects are the names of the stacks.',
  },
];

/** The same for a role that a deploy role creates. */
const OPEN_TO_CREATED: readonly Open[] = [
  {
    actions: /^cloudwatch:GetMetricData$/,
    on: /^arn:aws:cloudwatch:/,
    reason: 'CloudWatch does not restrict this action to resources or namespaces.',
  },
];

for (const [set, environments] of Object.entries(SETS)) {
  const json = synthesiseAll(environments);
  const bootstrap = json['marquee-bootstrap'];
  assert.ok(bootstrap);
  const policies = Object.entries(bootstrap.resource['aws_iam_policy'] ?? {});
  const boundaries = new Map(
    policies.map(([, policy]) => [`arn:aws:iam::${ACCOUNT}:policy/${String(policy['name'])}`, policy] as const),
  );
  /** Returns the statements of a policy with the ARNs that Terraform fills in. */
  const resolved = (policy: unknown) => {
    let filled = text(policy).replaceAll(/\$\{aws_s3_bucket\.\w+\.arn\}/g, STATE);
    for (const [id, { name }] of policies) {
      filled = filled.replaceAll(`\${aws_iam_policy.${id}.arn}`, `arn:aws:iam::${ACCOUNT}:policy/${String(name)}`);
    }
    assert.doesNotMatch(filled, /\$\{/);
    return statementsIn(filled);
  };
  const rolePolicies = resourcesOf(bootstrap, 'aws_iam_role_policy');
  const deployRole = ({ name }: Environment) =>
    resolved(rolePolicies.find(({ role }) => role === `marquee-deploy-${name}`)?.['policy']);
  const pairs = environments.flatMap((one) =>
    environments.filter((other) => other !== one).map((other) => [one, other] as const),
  );

  /** The statements of the boundaries with which a deploy role may create roles: the most that such a role may do. */
  const created = (environment: Environment): Map<string, readonly Statement[]> => {
    const everything: Statement[] = [{ Effect: 'Allow', Action: ['*'], Resource: ['*'] }];
    const limits = new Map<string | undefined, readonly Statement[]>([
      [undefined, everything],
      ['arn:aws:iam::aws:policy/AdministratorAccess', everything],
      // Before each environment had a boundary of its own, all had this one, and it may still exist.
      [`arn:aws:iam::${ACCOUNT}:policy/marquee-boundary`, everything],
      ...[...boundaries].map(([arn, { policy }]) => [arn, resolved(policy)] as const),
    ]);
    const role = `arn:aws:iam::${ACCOUNT}:role/marquee-${environment.name}-thief`;
    const statements = deployRole(environment);
    const possible = [...limits].filter(([boundary]) =>
      isAllowed(statements, {
        action: 'iam:CreateRole',
        resource: role,
        context: boundary === undefined ? {} : { 'iam:PermissionsBoundary': boundary },
      }),
    );
    return new Map(possible.map(([boundary, limit]) => [boundary ?? 'no boundary', limit]));
  };

  test(`${set}: a role that a deploy role creates can neither read nor change what another environment has`, () => {
    for (const [one, other] of pairs) {
      for (const [boundary, limit] of created(one)) {
        const possible = valuablesOf(other, json).filter((call) => isAllowed(limit, call));
        assert.deepEqual(
          possible.map(({ action, resource }) => `${action} on ${resource}`),
          [],
          `marquee-deploy-${one.name} creates a role with ${boundary}`,
        );
      }
    }
  });

  test(`${set}: a deploy role itself can neither read nor change what another environment has`, () => {
    for (const [one, other] of pairs) {
      const statements = deployRole(one);
      const possible = valuablesOf(other, json).filter((call) => isAllowed(statements, call));
      assert.deepEqual(
        possible.map(({ action, resource }) => `${action} on ${resource}`),
        [],
        `marquee-deploy-${one.name}`,
      );
    }
  });

  test(`${set}: all that is open between environments is what AWS does not restrict`, () => {
    for (const [one, other] of pairs) {
      const faces = [...facesOf(other, json), ...facesOfAccount(environments, [...boundaries.keys()])];
      assert.deepEqual(unexplained(deployRole(one), faces, OPEN), [], `marquee-deploy-${one.name} and ${other.name}`);
      for (const limit of created(one).values()) {
        assert.deepEqual(unexplained(limit, faces, OPEN_TO_CREATED), [], `a role of ${one.name} and ${other.name}`);
      }
    }
  });

  test(`${set}: every type of resource is tried, or is a setting of one that is`, () => {
    for (const [stack, { resource }] of Object.entries(json)) {
      if (stack === 'marquee-bootstrap') continue;
      for (const type of Object.keys(resource)) {
        const isKnown = [FACES[type], WITHOUT_TAGS[type]].some(Boolean) || SETTINGS.test(type);
        assert.ok(isKnown || type === 'terraform_data' || type === 'aws_route53_record', type);
      }
    }
  });

  test(`${set}: a deploy role creates roles with the boundary of its environment and no other, and cannot take it away`, () => {
    for (const environment of environments) {
      const { name } = environment;
      const own = `arn:aws:iam::${ACCOUNT}:policy/marquee-${name}-boundary`;
      assert.deepEqual([...created(environment).keys()], [own]);
      const statements = deployRole(environment);
      const role = `arn:aws:iam::${ACCOUNT}:role/marquee-${name}-api`;
      const may = (action: string, resource: string, boundary?: string) =>
        isAllowed(statements, {
          ...{ action: `iam:${action}`, resource },
          context: {
            'iam:PassedToService': 'lambda.amazonaws.com',
            ...(boundary && { 'iam:PermissionsBoundary': boundary }),
          },
        });
      for (const action of ['PutRolePolicy', 'PutRolePermissionsBoundary']) {
        assert.ok(may(action, role, own), action);
        for (const boundary of [undefined, ...boundaries.keys()].filter((one) => one !== own)) {
          assert.ok(!may(action, role, boundary), `${action} with ${String(boundary)}`);
        }
      }
      for (const action of ['DeleteRolePermissionsBoundary', 'AttachRolePolicy', 'UpdateAssumeRolePolicy']) {
        assert.ok(!may(action, role, own), action);
      }
      for (const action of ['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicy', 'TagPolicy']) {
        assert.ok(!may(action, own), action);
      }
      assert.ok(may('PassRole', role));
      for (const other of environments.filter((one) => one !== environment)) {
        assert.ok(!may('PassRole', role.replace(name, other.name)), other.name);
      }
    }
  });

  test(`${set}: the boundary of an environment allows its functions what their policies allow`, () => {
    for (const { name } of environments) {
      const policy = boundaries.get(`arn:aws:iam::${ACCOUNT}:policy/marquee-${name}-boundary`);
      const limit = resolved(policy?.['policy']);
      const granted = Object.entries(json)
        .filter(([stack]) => stack.startsWith(`marquee-${name}-`))
        .flatMap(([, stack]) => grantsIn(stack));
      assert.ok(granted.length > 20);
      for (const call of granted) assert.ok(isAllowed(limit, call), `${call.action} on ${call.resource}`);
    }
  });

  test(`${set}: a deploy role changes the records of its own domain, and not those of a domain below it`, () => {
    for (const environment of environments) {
      const statements = deployRole(environment);
      const may = (name: string) =>
        isAllowed(statements, {
          ...{ action: 'route53:ChangeResourceRecordSets', resource: 'arn:aws:route53:::hostedzone/Z' },
          context: {
            'route53:ChangeResourceRecordSetsNormalizedRecordNames': [name],
            'route53:ChangeResourceRecordSetsRecordTypes': ['CNAME'],
          },
        });
      for (const { name, domain } of environments) {
        if (domain === undefined) continue;
        for (const record of [domain.name, `_proof.${domain.name}`]) {
          assert.equal(may(record), name === environment.name, `${environment.name} and ${record}`);
        }
      }
    }
  });

  test(`${set}: no resource lets a service send to it on behalf of another environment`, () => {
    for (const environment of environments) {
      const isOwn = (source: unknown) => new RegExp(`\\$\\{aws_|marquee-${environment.name}-`).test(String(source));
      for (const [name, stack] of Object.entries(json)) {
        if (!name.startsWith(`marquee-${environment.name}-`)) continue;
        for (const one of resourcesOf(stack, 'aws_lambda_permission')) assert.ok(isOwn(one['source_arn']));
        for (const type of ['aws_sqs_queue_policy', 'aws_sns_topic_policy', 'aws_s3_bucket_policy']) {
          for (const { policy } of resourcesOf(stack, type)) assert.deepEqual(strangersIn(policy, isOwn), [], type);
        }
      }
    }
  });

  test(`${set}: an OpenSearch domain lets in only roles of its own environment`, () => {
    for (const { name, openSearch } of environments) {
      const server = json[`marquee-${name}-server`];
      assert.ok(server);
      const domains = resourcesOf(server, 'aws_opensearch_domain');
      assert.equal(domains.length, openSearch === undefined ? 0 : 1);
      for (const { access_policies: policy } of domains) {
        const { Statement: statements } = JSON.parse(String(policy)) as { Statement: { Principal: { AWS: string } }[] };
        assert.ok(statements.length > 0);
        // The roles that a stack declares are those of its environment.
        for (const { Principal } of statements) assert.match(Principal.AWS, /^\$\{aws_iam_role\.\w+\.arn\}$/);
      }
    }
  });

  test(`${set}: no queue takes dead letters from a queue that its environment does not name`, () => {
    for (const { name } of environments) {
      const server = json[`marquee-${name}-server`];
      assert.ok(server);
      const allowed = resourcesOf(server, 'aws_sqs_queue_redrive_allow_policy').map((one) => {
        const { redrivePermission, sourceQueueArns } = JSON.parse(String(one['redrive_allow_policy'])) as RedriveAllow;
        assert.equal(redrivePermission, 'byQueue');
        for (const source of sourceQueueArns ?? []) assert.match(source, /^\$\{aws_sqs_queue\.[\w-]+\.arn\}$/);
        return /aws_sqs_queue\.([\w-]+)\.id/.exec(String(one['queue_url']))?.[1];
      });
      for (const [id, queue] of Object.entries(server.resource['aws_sqs_queue'] ?? {})) {
        if (allowed.includes(id)) continue;
        assert.equal(queue['redrive_allow_policy'], JSON.stringify({ redrivePermission: 'denyAll' }), id);
      }
    }
  });
}

test('every entry of what is open explains an action', () => {
  for (const one of [...OPEN, ...OPEN_TO_CREATED])
    assert.ok(explained.has(one), `${String(one.actions)} on ${String(one.on)}`);
});

/** Calls that would read or change the data of an environment. */
function valuablesOf(environment: Environment, json: Made['json']): Call[] {
  const reach = (service: string, actions: readonly string[], only?: RegExp): Call[] =>
    facesOf(environment, json)
      .filter((face) => face.service === service && (only?.test(face.arn) ?? true))
      .flatMap(({ arn, context }) =>
        actions.map((action) => ({
          ...{ action: `${service}:${action}`, resource: arn },
          context: { ...CHOSEN, ...context, ...(service === 'kms' && parameterOf(environment)) },
        })),
      );
  return [
    ...reach('dynamodb', ['Scan', 'Query', 'GetItem', 'PutItem', 'DeleteItem', 'UpdateItem', 'DeleteTable']),
    ...reach('dynamodb', ['RestoreTableFromBackup', 'RestoreTableToPointInTime', 'ExportTableToPointInTime']),
    ...reach('s3', ['ListBucket', 'GetObject', 'GetObjectVersion', 'PutObject', 'DeleteObject', 'PutBucketPolicy']),
    ...reach('sqs', ['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'PurgeQueue', 'SetQueueAttributes']),
    ...reach('ssm', ['GetParameter', 'GetParameters', 'PutParameter', 'DeleteParameter']),
    ...reach('kms', ['Decrypt', 'Encrypt', 'CreateGrant', 'PutKeyPolicy', 'ScheduleKeyDeletion', 'TagResource']),
    ...reach('logs', ['FilterLogEvents', 'GetLogEvents', 'DeleteLogGroup', 'PutSubscriptionFilter']),
    ...reach('lambda', ['InvokeFunction', 'UpdateFunctionCode', 'UpdateFunctionConfiguration', 'AddPermission']),
    ...reach('iam', ['PassRole', 'PutRolePolicy', 'UpdateAssumeRolePolicy', 'DeleteRole', 'AttachRolePolicy']),
    ...reach('es', ['ESHttpGet', 'ESHttpPost', 'ESHttpPut', 'ESHttpDelete', 'DeleteDomain', 'UpdateDomainConfig']),
    ...reach('cognito-idp', ['AdminCreateUser', 'AdminSetUserPassword', 'ListUsers', 'UpdateUserPool']),
  ];
}

type RedriveAllow = { readonly redrivePermission: string; readonly sourceQueueArns?: readonly string[] };

/** The services that a resource-based policy lets in without naming a source that belongs to the environment. */
function strangersIn(policy: unknown, isOwn: (source: unknown) => boolean): string[] {
  const { Statement: statements } = JSON.parse(String(policy)) as {
    Statement: readonly (Statement & { readonly Principal: { readonly Service?: string } | '*' })[];
  };
  return statements
    .filter(({ Effect }) => Effect === 'Allow')
    .filter(({ Condition = {} }) => {
      const keys = Object.values(Condition).flatMap((one) => Object.entries(one));
      return !keys.some(([key, value]) => key.toLowerCase() === 'aws:sourcearn' && [value].flat().every(isOwn));
    })
    .map(({ Principal }) => (Principal === '*' ? '*' : (Principal.Service ?? JSON.stringify(Principal))))
    .filter((service) => !ONLY_THE_ACCOUNT.has(service));
}

/** Services for which a policy names only the account, because AWS does not document which source they name. */
const ONLY_THE_ACCOUNT = new Set(['budgets.amazonaws.com']);

/** The entries that have explained an action. */
const explained = new Set<Open>();

/** The actions that a policy allows on resources, and that no entry of the list explains. */
function unexplained(statements: readonly Statement[], faces: readonly Face[], open: readonly Open[]): string[] {
  return faces.flatMap(({ service, arn, context }) =>
    actionsOn(statements, service, { resource: arn, context: { ...CHOSEN, ...context } })
      .filter((action) => {
        const explaining = open.filter((one) => one.actions.test(action) && one.on.test(arn));
        for (const one of explaining) explained.add(one);
        return explaining.length === 0;
      })
      .map((action) => `${action} on ${arn}`),
  );
}

/** Every call that the policies of the roles in a stack allow, with the ARNs that AWS would see. */
function grantsIn(stack: StackJson): Call[] {
  const [region] = stack.provider.aws.map(({ region: one }) => String(one));
  const arnOf = (pattern: string) =>
    text(pattern)
      .replace(/\$\{aws_dynamodb_table\.(\w+)\.arn\}/, (_all, id: string) =>
        arn('dynamodb', `table/${nameOf('aws_dynamodb_table', id)}`),
      )
      .replace(/\$\{aws_s3_bucket\.(\w+)\.arn\}/, (_all, id: string) => `arn:aws:s3:::${nameOf('aws_s3_bucket', id)}`)
      .replace(/\$\{aws_sqs_queue\.([\w-]+)\.arn\}/, (_all, id: string) => arn('sqs', nameOf('aws_sqs_queue', id)))
      .replace(/\$\{aws_ssm_parameter\.(\w+)\.arn\}/, (_all, id: string) =>
        arn('ssm', `parameter${nameOf('aws_ssm_parameter', id)}`),
      );
  const arn = (service: string, rest: string) => `arn:aws:${service}:${String(region)}:${ACCOUNT}:${rest}`;
  const nameOf = (type: string, id: string) => {
    const { name, bucket } = stack.resource[type]?.[id] ?? {};
    return text(name ?? bucket);
  };
  return resourcesOf(stack, 'aws_iam_role_policy').flatMap(({ policy }) =>
    statementsIn(policy).flatMap(({ Action, Resource: patterns, Condition = {} }) => {
      const equal = Object.values(Condition).flatMap((keys) => Object.entries(keys));
      const context = Object.fromEntries(equal.map(([key, value]) => [key, arnOf(String(value))]));
      return Action.flatMap((action) => patterns.map((pattern) => ({ action, resource: arnOf(pattern), context })));
    }),
  );
}

/** AWS encrypts a parameter under a key of the account, together with the ARN of the parameter. */
function parameterOf({ name, region }: Environment): Context {
  return {
    'kms:EncryptionContext:PARAMETER_ARN': `arn:aws:ssm:${region}:${ACCOUNT}:parameter/marquee/${name}/tmdb-token`,
  };
}

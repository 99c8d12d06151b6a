import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ACCESS, METRIC_NAMESPACE, METRICS, OBJECTIVES } from '../../server/src/composition/deployment.ts';
import { ENVIRONMENTS } from '../config/environments.ts';
import { checkEnvironments } from '../config/schema.ts';
import { AWS_METRICS } from '../constructs/metrics.ts';
import { EVERYTHING, SEARCHED } from './everything.ts';
import { resourcesOf, synthesiseAll, type Resource, type StackJson } from './synthesised.ts';

const stacks = synthesiseAll([...ENVIRONMENTS, EVERYTHING, SEARCHED]);
const OPERATIONS = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');

function stackOf(name: string, half: 'server' | 'client'): StackJson {
  const stack = stacks[`marquee-${name}-${half}`];
  assert.ok(stack);
  return stack;
}

const server = stackOf(EVERYTHING.name, 'server');
const client = stackOf(EVERYTHING.name, 'client');
const ALARMS = [server, client].flatMap((stack) => resourcesOf(stack, 'aws_cloudwatch_metric_alarm'));

/** The alarms on an OpenSearch domain. */
const DOMAIN_ALARMS = resourcesOf(stackOf(SEARCHED.name, 'server'), 'aws_cloudwatch_metric_alarm').filter(
  ({ namespace }) => namespace === 'AWS/ES',
);

/** A metric. The value of a dimension is `*` if the dashboard shows all values. */
type Used = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
};

function watchedBy(alarm: Resource): Used[] {
  const queries = (alarm['metric_query'] as { metric?: Resource }[] | undefined) ?? [{ metric: alarm }];
  return queries.flatMap(({ metric }) =>
    metric === undefined
      ? []
      : [
          {
            namespace: String(metric['namespace']),
            name: String(metric['metric_name']),
            dimensions: metric['dimensions'] as Used['dimensions'],
          },
        ],
  );
}

type Widget = {
  readonly type: string;
  readonly properties: {
    readonly title: string;
    readonly region?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly (string | { readonly expression?: string })[])[];
    readonly annotations?: {
      readonly horizontal?: readonly { readonly value: number }[];
      readonly alarms?: readonly string[];
    };
  };
};

function widgetsOf(stack: StackJson): Widget[] {
  const [dashboard] = resourcesOf(stack, 'aws_cloudwatch_dashboard');
  return (JSON.parse(String(dashboard?.['dashboard_body'])) as { widgets: Widget[] }).widgets;
}

/** The metrics that a graph shows in its lines. */
function shownBy({ properties: { metrics = [] } }: Widget): Used[] {
  return metrics.flatMap((row) => {
    const search = row.flatMap((part) => (typeof part === 'object' ? (part.expression ?? []) : [])).join('');
    const found = /^SEARCH\('\{(\w+),environment,route\} MetricName="(\w+)" environment="(\w+)"', '\w+'\)$/.exec(
      search,
    );
    if (found) {
      const [, namespace = '', name = '', environment = ''] = found;
      return [{ namespace, name, dimensions: { environment, route: '*' } }];
    }
    const [namespace, name, ...pairs] = row.filter((part) => typeof part === 'string');
    if (namespace === undefined || name === undefined) return [];
    const dimensions = pairs.flatMap((key, index) => (index % 2 === 0 ? [[key, pairs[index + 1] ?? '']] : []));
    return [{ namespace, name, dimensions: Object.fromEntries(dimensions) as Used['dimensions'] }];
  });
}

/** Whether somebody sends the metric with these dimensions: AWS, by its own documentation, or our functions. */
function isSent({ namespace, name, dimensions }: Used): boolean {
  const is = (expected: readonly string[]) => Object.keys(dimensions).sort().join() === [...expected].sort().join();
  if (namespace !== METRIC_NAMESPACE) {
    return Object.values(AWS_METRICS).some(
      (one) => one.namespace === namespace && one.name === name && is(one.dimensions),
    );
  }
  const ours = (METRICS as Readonly<Record<string, { readonly byRoute?: boolean } | undefined>>)[name];
  return ours !== undefined && (is(['environment']) || (ours.byRoute === true && is(['environment', 'route'])));
}

test('every metric that an alarm watches, or that the dashboard shows, is one that AWS or our functions send', () => {
  const shown = [server, stackOf(SEARCHED.name, 'server')].flatMap((stack) => widgetsOf(stack).flatMap(shownBy));
  assert.ok(shown.length > 60, String(shown.length));
  for (const used of [...[...ALARMS, ...DOMAIN_ALARMS].flatMap(watchedBy), ...shown])
    assert.ok(isSent(used), JSON.stringify(used));
  assert.ok(
    !isSent({ namespace: 'AWS/ApiGateway', name: '5XXError', dimensions: { ApiId: 'x' } }),
    'that of a REST API',
  );
  const byRoute = { environment: 'full', route: 'GET /v1/films' };
  assert.ok(!isSent({ namespace: METRIC_NAMESPACE, name: 'ImportErrors', dimensions: byRoute }));
});

test('the functions send metrics for the environment of the alarms that watch them, and none if there are no alarms', () => {
  for (const { name, alarms } of [...ENVIRONMENTS, EVERYTHING]) {
    for (const { environment } of resourcesOf(stackOf(name, 'server'), 'aws_lambda_function')) {
      const { MARQUEE_ENVIRONMENT: sent } = (environment as { variables: Record<string, string> }).variables;
      assert.equal(sent, alarms === false ? undefined : name);
    }
  }
  const ours = ALARMS.filter(({ namespace }) => namespace === METRIC_NAMESPACE);
  assert.ok(ours.length > 5);
  for (const { dimensions } of ours) assert.equal((dimensions as { environment: string }).environment, 'full');
});

/** The anchors of the headings, as GitHub makes them. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

describe('docs/operations.md', () => {
  test('has the section that the description of each alarm ends with, and the section names the alarm', () => {
    const sections = new Map(
      OPERATIONS.split(/^(?=#+ )/m).map((section) => [anchorsOf(section)[0] ?? '', section] as const),
    );
    for (const { alarm_name: name, alarm_description: description } of [...ALARMS, ...DOMAIN_ALARMS]) {
      const anchor = /\. What to do: docs\/operations\.md#([\w-]+)$/.exec(String(description))?.[1];
      const id = String(name).replace(/^marquee-(full|engine)-/, '');
      assert.ok(anchor !== undefined && sections.get(anchor)?.includes(`\`${id}\``), `${id}: ${String(anchor)}`);
    }
  });

  test('has no section about an alarm that does not exist', () => {
    const [about = ''] = OPERATIONS.slice(OPERATIONS.indexOf('### Alarms and failed events')).split(/^### (?!Alarms)/m);
    const titles = [...about.matchAll(/^#### `(.+)`$/gm)].map(([, title]) => title);
    // The alarms that deployments watch notify nobody, so their section is elsewhere.
    const notifying = [...ALARMS, ...DOMAIN_ALARMS].filter(({ alarm_actions: actions }) => actions !== undefined);
    const anchors = notifying.map(({ alarm_description: text }) => String(text).split('#')[1]);
    // A budget is not an alarm of CloudWatch, and has no description.
    assert.deepEqual([...new Set(titles)].sort(), [...new Set([...anchors, 'account-budget'])].sort());
  });

  test('has the objectives that the alarms use', () => {
    const { availability, latency } = OBJECTIVES;
    assert.ok(
      OPERATIONS.includes(`${String(100 * availability.share)} % of the requests in ${String(availability.days)} days`),
    );
    for (const { route, p99Ms } of latency) {
      const row = OPERATIONS.split('\n').find((line) => line.startsWith(`| \`${route}\``));
      assert.ok(row?.includes(`within ${p99Ms.toLocaleString('en')} ms`), route);
    }
  });
});

test('the alarms for times and for availability are raised at the objectives', () => {
  const alarm = (id: string) => ALARMS.find(({ alarm_name: name }) => name === `marquee-full-${id}`);
  for (const { kind, route, p99Ms } of OBJECTIVES.latency) {
    const { threshold, dimensions, extended_statistic: statistic, ...others } = alarm(`latency-${kind}`) ?? {};
    assert.deepEqual([threshold, dimensions, statistic], [p99Ms, { environment: 'full', route }, 'p99'], kind);
    assert.equal(others['statistic'], undefined);
    assert.ok(Object.hasOwn(ACCESS, route), route);
  }
  assert.equal(alarm('api-availability')?.['threshold'], 0.0144);
});

test('only the alarm for the age of the snapshot is raised when its metric is missing, because nobody rebuilds then', () => {
  const raised = ALARMS.filter(({ treat_missing_data: missing }) => missing !== 'notBreaching');
  assert.deepEqual(
    raised.map((one) => [one['alarm_name'], one['treat_missing_data'], one['evaluation_periods'], one['period']]),
    [['marquee-full-snapshot-age', 'breaching', 3, 300]],
  );
});

test('an OpenSearch domain has the alarms that AWS recommends: an index is missing, a quarter of a volume is free, and memory is short', () => {
  const alarms = DOMAIN_ALARMS.map((one) => [
    ...[one['alarm_name'], one['metric_name'], one['statistic'], one['comparison_operator'], one['threshold']],
    ...[one['period'], one['evaluation_periods']],
  ]);
  assert.deepEqual(alarms, [
    ['marquee-engine-search-domain-memory', 'JVMMemoryPressure', 'Maximum', 'GreaterThanThreshold', 95, 60, 3],
    ['marquee-engine-search-domain-red', 'ClusterStatus.red', 'Maximum', 'GreaterThanThreshold', 0, 60, 1],
    // The volume has 50 GB, and AWS measures MB.
    ['marquee-engine-search-domain-storage', 'FreeStorageSpace', 'Minimum', 'LessThanThreshold', 12_800, 60, 1],
  ]);
  for (const one of DOMAIN_ALARMS) {
    assert.deepEqual(one['dimensions'], {
      DomainName: 'marquee-engine-search',
      ClientId: '${data.aws_caller_identity.account.account_id}',
    });
    assert.match(String(one['alarm_actions']), /^\$\{aws_sns_topic\.\w+\.arn\}$/);
  }
});

test('every schedule has an alarm for calls that fail', () => {
  const rules = Object.keys(server.resource['aws_cloudwatch_event_rule'] ?? {});
  assert.equal(rules.length, 3);
  const watched = ALARMS.flatMap(({ dimensions }) => (dimensions as { RuleName?: string } | undefined)?.RuleName ?? []);
  assert.deepEqual(watched.sort(), rules.map((rule) => `\${aws_cloudwatch_event_rule.${rule}.name}`).sort());
});

/** Metrics that an alarm watches and that the dashboard does not show, each with the reason. */
const NOT_SHOWN: Readonly<Record<string, string>> = {
  'AWS/Lambda Errors by FunctionName, Resource':
    'Only a deployment watches the alias of the API. The dashboard shows the errors of each function.',
};

/** The metrics that a graph shows because it shows alarms of the client's stack. The graph must be in their region. */
function shownWithAlarms({ properties: { region = '', annotations } }: Widget, environment: string): Used[] {
  return (annotations?.alarms ?? []).flatMap((arn) => {
    const [, of, name] = /^arn:aws:cloudwatch:([\w-]+):\$\{[^}]+\}:alarm:([\w-]+)$/.exec(arn) ?? [];
    const alarms = resourcesOf(stackOf(environment, 'client'), 'aws_cloudwatch_metric_alarm');
    const shown = alarms.find((one) => one['alarm_name'] === name);
    assert.ok(shown?.['provider'] === `aws.${region.replaceAll('-', '_')}` && of === region, arn);
    return watchedBy(shown);
  });
}

for (const { name } of [...ENVIRONMENTS, EVERYTHING, SEARCHED].filter(({ alarms }) => alarms !== false)) {
  test(`the dashboard of ${name} shows every metric that an alarm watches`, () => {
    const widgets = widgetsOf(stackOf(name, 'server'));
    const shown = widgets.flatMap((widget) => [...shownBy(widget), ...shownWithAlarms(widget, name)]);
    const isShown = (used: Used) => {
      const dimensions = Object.entries(used.dimensions);
      return shown.some(
        (one) =>
          one.namespace === used.namespace &&
          one.name === used.name &&
          Object.keys(one.dimensions).length === dimensions.length &&
          dimensions.every(([key, value]) => [value, '*'].includes(one.dimensions[key] ?? '')),
      );
    };
    const alarms = (['server', 'client'] as const).flatMap((half) =>
      resourcesOf(stackOf(name, half), 'aws_cloudwatch_metric_alarm'),
    );
    const missing = alarms.flatMap(watchedBy).filter((used) => !isShown(used));
    const kinds = missing.map(
      (one) => `${one.namespace} ${one.name} by ${Object.keys(one.dimensions).sort().join(', ')}`,
    );
    assert.deepEqual([...new Set(kinds)].sort(), Object.keys(NOT_SHOWN).sort());
  });
}

test('the dashboard lists the state of every alarm of its region that notifies somebody, and the objectives as lines', () => {
  const widgets = widgetsOf(server);
  const alarms = widgets.find(({ type }) => type === 'alarm')?.properties.alarms ?? [];
  const expected = Object.entries(server.resource['aws_cloudwatch_metric_alarm'] ?? {})
    .filter(([, { alarm_actions: actions }]) => actions !== undefined)
    .map(([name]) => name);
  assert.deepEqual(
    [...alarms].sort(),
    expected.sort().map((name) => `\${aws_cloudwatch_metric_alarm.${name}.arn}`),
  );
  const lines = widgets.flatMap(({ properties }) => properties.annotations?.horizontal ?? []).map(({ value }) => value);
  assert.deepEqual(lines, [99.9, ...OBJECTIVES.latency.map(({ p99Ms }) => p99Ms)]);
  // Terraform would read `${` in a label as an expression of its own.
  const [dashboard] = resourcesOf(server, 'aws_cloudwatch_dashboard');
  assert.doesNotMatch(String(dashboard?.['dashboard_body']), /\$\{(?!(?:data\.)?aws_)/);
});

test('an environment without alarms has neither alarms nor topic, dashboard, budget or synthetic check', () => {
  const none = ENVIRONMENTS.filter(({ alarms }) => alarms === false);
  assert.ok(none.length > 0);
  for (const { name } of none) {
    const types = (['server', 'client'] as const).flatMap((half) => Object.keys(stackOf(name, half).resource));
    const found = types.filter((type) => /metric_alarm|sns|dashboard|budget|health_check/.test(type));
    assert.deepEqual(found, [], name);
  }
});

test('alarms of us-east-1 go to the topic of the environment if it is there too, and otherwise to a topic of their own', () => {
  const actions = (stack: StackJson) =>
    new Set(resourcesOf(stack, 'aws_cloudwatch_metric_alarm').flatMap((alarm) => alarm['alarm_actions'] as string[]));
  const [topic] = resourcesOf(client, 'aws_sns_topic');
  assert.equal(topic?.['provider'], 'aws.us_east_1');
  for (const alarm of resourcesOf(client, 'aws_cloudwatch_metric_alarm'))
    assert.equal(alarm['provider'], 'aws.us_east_1');
  assert.match([...actions(client)].join(), /^\$\{aws_sns_topic\.\w+\.arn\}$/);
  assert.equal(resourcesOf(client, 'aws_sns_topic_subscription')[0]?.['provider'], 'aws.us_east_1');
  for (const { name, region } of ENVIRONMENTS.filter(({ alarms }) => alarms !== false)) {
    const expected = `arn:aws:sns:${region}:\${data.aws_caller_identity.account.account_id}:marquee-${name}-alarms`;
    assert.deepEqual([...actions(stackOf(name, 'client'))], [expected]);
    assert.equal(resourcesOf(stackOf(name, 'server'), 'aws_sns_topic')[0]?.['name'], `marquee-${name}-alarms`);
  }
});

test('alarms of the environment and budgets of the account may be sent to a topic, and only for this account its key is used', () => {
  for (const stack of [server, client]) {
    for (const [type, action] of [
      ['aws_sns_topic_policy', 'sns:Publish'],
      ['aws_kms_key', 'kms:Decrypt'],
    ] as const) {
      const { Statement: statements } = JSON.parse(String(resourcesOf(stack, type)[0]?.['policy'])) as {
        Statement: { Principal: { Service?: string }; Action: string[]; Condition?: unknown }[];
      };
      const senders = statements.filter(({ Action }) => Action.includes(action));
      assert.deepEqual(
        senders.map(({ Principal }) => Principal.Service),
        ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'],
      );
      const accountId = '${data.aws_caller_identity.account.account_id}';
      const account = { StringEquals: { 'aws:SourceAccount': accountId } };
      const alarms = { ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:*:${accountId}:alarm:marquee-full-*` } };
      const isTopic = type === 'aws_sns_topic_policy';
      assert.deepEqual(
        senders.map(({ Condition }) => Condition),
        [isTopic ? { ...account, ...alarms } : account, account],
      );
    }
  }
});

test('the budget warns before the costs of a month reach it, through the topic of the alarms', () => {
  const [budget] = resourcesOf(server, 'aws_budgets_budget');
  assert.deepEqual(
    [budget?.['limit_amount'], budget?.['time_unit'], budget?.['name']],
    ['100.0', 'MONTHLY', 'marquee-full-account'],
  );
  const notifications = budget?.['notification'] as {
    notification_type: string;
    subscriber_sns_topic_arns: string[];
  }[];
  assert.deepEqual(
    notifications.map((one) => one.notification_type),
    ['ACTUAL', 'FORECASTED'],
  );
  for (const one of notifications) assert.match(one.subscriber_sns_topic_arns.join(), /^\$\{aws_sns_topic\.alarms_/);
});

test('the synthetic check calls health at the address that visitors use', () => {
  const [check] = resourcesOf(client, 'aws_route53_health_check');
  assert.equal(check?.['fqdn'], EVERYTHING.domain?.name);
  assert.deepEqual([check?.['resource_path'], check?.['search_string']], ['/v1/health', '"status":"ok"']);
});

test('a budget and a synthetic check are off unless an environment asks for them', () => {
  const { alarms: _alarms, ...others } = EVERYTHING;
  const [plain] = checkEnvironments([{ ...others, alarms: {} }]);
  assert.deepEqual(plain?.alarms, { syntheticCheck: false });
});

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ENVIRONMENTS, reservedConcurrencyOf } from '../config/environments.ts';
import { checkEnvironments, type EnvironmentInput } from '../config/schema.ts';
import { EVERYTHING } from './everything.ts';
import { summaryOf } from './summary.ts';
import { resourcesOf, synthesiseAll, type StackJson } from './synthesised.ts';

const before = process.cpuUsage();
const stacks = synthesiseAll(ENVIRONMENTS);
const { user, system } = process.cpuUsage(before);

const [dev] = ENVIRONMENTS;
assert.ok(dev);

test('all environments together are synthesised in less than five seconds of CPU time', () => {
  const cpuMs = (user + system) / 1_000;
  assert.ok(cpuMs < 5_000, `${String(Math.round(cpuMs))} ms`);
});

const DISTRIBUTION = 'aws_cloudfront_distribution';
const SUMMARIES = join(import.meta.dirname, 'summaries');
const reviewed = { ...stacks, ...only(synthesiseAll([EVERYTHING]), 'marquee-full') };

for (const [name, stack] of Object.entries(reviewed)) {
  test(`${name} is as it was reviewed (after a change: npm run generate --prefix infrastructure)`, (t) => {
    t.assert.fileSnapshot(summaryOf(stack), join(SUMMARIES, `${name}.txt`), {
      serializers: [(text: string) => text],
    });
  });
}

test('every stack has a summary, and there is no summary of a stack that no longer exists', () => {
  assert.deepEqual(
    readdirSync(SUMMARIES).sort(),
    Object.keys(reviewed)
      .map((name) => `${name}.txt`)
      .sort(),
  );
});

test('a plan shows no difference if only the code of a function has changed', () => {
  const functions = Object.values(stacks).flatMap((stack) => resourcesOf(stack, 'aws_lambda_function'));
  assert.equal(functions.length, 4 * ENVIRONMENTS.length);
  for (const one of functions) {
    assert.match(String(one['filename']), /^\.\.\/\.\.\/lambda\/\w+\.zip$/);
    assert.equal(one['source_code_hash'], undefined);
  }
});

test('everything calls the aliases of the functions, and Terraform leaves to the scripts which version they name', () => {
  for (const stack of Object.values(stacks)) {
    const isLive = (value: unknown, attribute: string) => {
      assert.match(String(value), new RegExp(`^\\$\\{aws_lambda_alias\\.\\w+\\.${attribute}\\}$`));
    };
    for (const one of resourcesOf(stack, 'aws_apigatewayv2_integration')) isLive(one['integration_uri'], 'invoke_arn');
    for (const one of resourcesOf(stack, 'aws_lambda_permission')) isLive(one['qualifier'], 'name');
    for (const one of resourcesOf(stack, 'aws_lambda_event_source_mapping')) isLive(one['function_name'], 'arn');
    for (const one of resourcesOf(stack, 'aws_lambda_function_event_invoke_config')) isLive(one['qualifier'], 'name');
    for (const { lambda_function: called } of resourcesOf(stack, 'aws_s3_bucket_notification')) {
      for (const one of called as Record<string, unknown>[]) isLive(one['lambda_function_arn'], 'arn');
    }
    for (const { arn } of resourcesOf(stack, 'aws_cloudwatch_event_target')) {
      assert.doesNotMatch(String(arn), /aws_lambda_function/);
    }
    for (const alias of resourcesOf(stack, 'aws_lambda_alias')) {
      assert.deepEqual(alias['lifecycle'], { ignore_changes: ['function_version', 'routing_config'] });
    }
    const aliases = resourcesOf(stack, 'aws_lambda_alias').length;
    assert.equal(aliases, resourcesOf(stack, 'aws_lambda_function').length);
  }
});

test('an environment is one entry, and the name of every resource contains the name of its environment', () => {
  const name = 'x7q';
  const made = only(synthesiseAll([{ ...EVERYTHING, name }]), 'marquee-x7q');
  assert.equal(Object.keys(made).length, 3);
  for (const { resource } of Object.values(made)) {
    for (const [type, all] of Object.entries(resource)) {
      for (const one of Object.values(all)) {
        const given = ['name', 'function_name', 'bucket', 'alarm_name', 'domain', 'comment']
          .map((key) => one[key])
          .filter((value) => typeof value === 'string' && !value.startsWith('${') && !NAMES_OF_PARTS.has(value));
        for (const value of given) assert.match(String(value), /marquee[-/]x7q/, `${type} ${String(value)}`);
      }
    }
  }
  const text = JSON.stringify(made);
  for (const other of [...ENVIRONMENTS, EVERYTHING]) assert.ok(!text.includes(`marquee-${other.name}`), other.name);
});

/** Names that need not contain the environment's name: they name parts of a resource whose own name contains it. */
const NAMES_OF_PARTS = new Set(['$default', 'live', 'what-it-calls', 'page', 'films.example.org']);

test('protection, concurrency and alarms are as the entry of the environment says', () => {
  for (const environment of ENVIRONMENTS) {
    const server = stacks[`marquee-${environment.name}-server`];
    assert.ok(server);
    for (const table of resourcesOf(server, 'aws_dynamodb_table')) {
      assert.equal(table['deletion_protection_enabled'], environment.isProtected);
    }
    const reserved = resourcesOf(server, 'aws_lambda_function').map((f) =>
      Number(f['reserved_concurrent_executions'] ?? 0),
    );
    assert.equal(
      reserved.reduce((sum, n) => sum + n, 0),
      reservedConcurrencyOf(environment),
    );
    assert.equal(resourcesOf(server, 'aws_sns_topic').length, environment.alarms === false ? 0 : 1);
  }
  assert.equal(reservedConcurrencyOf(dev), 0);
});

/** What changes when the functions use another films table. The dashboard shows the table that is in use. */
const WITH_FILMS = ['aws_cloudwatch_dashboard', 'aws_lambda_function'];

test('with a restored films table, Terraform keeps its own table, and the functions use the restored one', () => {
  const filmsTableName = 'marquee-full-films-restored-20261129t120000';
  const server = (environment: typeof EVERYTHING) => synthesiseAll([environment])['marquee-full-server'];
  const before = server(EVERYTHING);
  const after = server({ ...EVERYTHING, filmsTableName });
  assert.ok(before && after);
  assert.deepEqual(resourcesOf(after, 'aws_dynamodb_table'), resourcesOf(before, 'aws_dynamodb_table'));
  const changed = (type: string) =>
    Object.keys(before.resource[type] ?? {}).filter(
      (key) => JSON.stringify(before.resource[type]?.[key]) !== JSON.stringify(after.resource[type]?.[key]),
    );
  assert.deepEqual(
    Object.keys(before.resource)
      .filter((type) => changed(type).length > 0)
      .sort(),
    WITH_FILMS,
  );
  for (const one of resourcesOf(after, 'aws_lambda_function')) {
    const { variables } = one['environment'] as { variables: Record<string, string> };
    const isPurge = String(one['function_name']).endsWith('-purge');
    assert.equal(variables['MARQUEE_FILMS_TABLE'], isPurge ? undefined : filmsTableName);
  }
  // The live versions use the old table until a deployment replaces them, so both must be allowed at all times.
  const policies = JSON.stringify(resourcesOf(before, 'aws_iam_role_policy'));
  for (const table of ['${aws_dynamodb_table.films.arn}', '${aws_dynamodb_table.films.arn}-*']) {
    for (const part of ['', '/index/changes']) assert.ok(policies.includes(`\\"${table}${part}\\"`), table + part);
  }
  assert.equal(after.output?.['films_table_in_use']?.value, filmsTableName);
  const wrong = { ...dev, filmsTableName: 'marquee-other-films-restored' };
  assert.throws(() => checkEnvironments([wrong]), /must begin with marquee-<name[^]*filmsTableName/);
});

test('scheduled exports are off by default, and go to the bucket of the snapshots, where they expire', () => {
  for (const stack of Object.values(stacks)) assert.doesNotMatch(JSON.stringify(stack), /MARQUEE_EXPORTS|"exports\//);
  const full = reviewed['marquee-full-server'];
  assert.ok(full);
  const rules = resourcesOf(full, 'aws_cloudwatch_event_rule').map((rule) => rule['schedule_expression']);
  assert.ok(rules.includes('rate(7 days)'));
  const targets = resourcesOf(full, 'aws_cloudwatch_event_target').map(({ input }) => input);
  assert.ok(targets.includes('{"export":true}'));
  const importer = resourcesOf(full, 'aws_lambda_function').find((one) =>
    String(one['function_name']).endsWith('-import'),
  );
  assert.match(JSON.stringify(importer), /"MARQUEE_EXPORTS":"s3:.*exports\/"/);
  const lifecycles = JSON.stringify(resourcesOf(full, 'aws_s3_bucket_lifecycle_configuration'));
  assert.match(lifecycles, /"expiration":\[\{"days":90\}\],"filter":\[\{"prefix":"exports\/"\}\]/);
  const daily = synthesiseAll([{ ...EVERYTHING, exports: { everyDays: 1, keepDays: 7 } }])['marquee-full-server'];
  assert.match(JSON.stringify(daily), /"rate\(1 day\)"/);
});

test('a stack of an environment that names its account can be applied only there', () => {
  for (const [name, { provider }] of Object.entries(reviewed)) {
    const isFull = name.startsWith('marquee-full');
    const expected = isFull ? ['000000000000'] : undefined;
    for (const { allowed_account_ids: allowed } of provider.aws) assert.deepEqual(allowed, expected, name);
  }
  // The firewall and the certificate have a provider of their own.
  assert.equal(reviewed['marquee-full-client']?.provider.aws.length, 2);
  const wrong = { ...dev, account: '12345' };
  assert.throws(() => checkEnvironments([wrong]), /12 digits[\s\S]*account/);
});

test('the state of each stack is an encrypted object of its own in S3, with the native lock', () => {
  for (const [name, { terraform }] of Object.entries(stacks)) {
    assert.deepEqual(terraform.backend, {
      s3: { encrypt: true, key: `${name}.tfstate`, region: 'us-east-1', use_lockfile: true },
    });
    assert.equal(terraform.required_version, '>= 1.11');
  }
});

test('the provider is newer than the one of CDKTF’s bindings, because that one changes the warm throughput of an index at every apply', () => {
  for (const { terraform } of Object.values(stacks)) {
    assert.deepEqual(terraform.required_providers, { aws: { source: 'hashicorp/aws', version: '>= 6.29.0, < 7.0.0' } });
  }
});

test('the client stack takes one variable with a default from the server stack, and does not read its state', () => {
  for (const { name } of ENVIRONMENTS) {
    assert.equal(stacks[`marquee-${name}-client`]?.variable?.['api_domain']?.default, '');
    assert.doesNotMatch(JSON.stringify(stacks), /terraform_remote_state/);
  }
});

test('the films table can be recovered to any point in time, and the cache, which can be filled again, cannot', () => {
  for (const { name } of ENVIRONMENTS) {
    const tables = stacks[`marquee-${name}-server`]?.resource['aws_dynamodb_table'];
    assert.deepEqual(tables?.['films']?.['point_in_time_recovery'], { enabled: true });
    assert.deepEqual(tables['cache']?.['point_in_time_recovery'], { enabled: false });
  }
});

test('in every bucket, a delete marker is removed once the last version of its object has expired', () => {
  for (const [name, stack] of Object.entries(stacks)) {
    const lifecycles = resourcesOf(stack, 'aws_s3_bucket_lifecycle_configuration');
    assert.equal(lifecycles.length, resourcesOf(stack, 'aws_s3_bucket').length, name);
    for (const { rule } of lifecycles) {
      assert.deepEqual((rule as [{ expiration: unknown }])[0].expiration, [{ expired_object_delete_marker: true }]);
    }
  }
});

test('the key of the movie provider is in no stack: the parameter is created with a write-only placeholder', () => {
  for (const { name } of ENVIRONMENTS) {
    const server = stacks[`marquee-${name}-server`];
    assert.ok(server);
    const [parameter] = resourcesOf(server, 'aws_ssm_parameter');
    assert.equal(parameter?.['value'], undefined);
    assert.equal(parameter?.['value_wo'], 'none-yet');
    // Otherwise the provider would send an empty value when the description changes, and AWS refuses an empty value.
    assert.deepEqual((parameter?.['lifecycle'] as { ignore_changes: string[] }).ignore_changes, [
      'value',
      'value_wo_version',
      'description',
    ]);
    // A data source that reads the parameter would put the token into the state.
    assert.equal(server.data?.['aws_ssm_parameter'], undefined);
    assert.doesNotMatch(JSON.stringify(server), /eyJ|MARQUEE_TMDB_TOKEN"/);
  }
});

test('every distribution has an access log, which does not show who searches for what', () => {
  for (const client of Object.values(stacks).filter((stack) => hasSome(stack, DISTRIBUTION))) {
    const [source] = resourcesOf(client, 'aws_cloudwatch_log_delivery_source');
    assert.equal(source?.['resource_arn'], `\${${DISTRIBUTION}.site.arn}`);
    const [delivery] = resourcesOf(client, 'aws_cloudwatch_log_delivery');
    const fields = delivery?.['record_fields'] as string[];
    assert.ok(fields.includes('sc-status'));
    for (const field of ['c-ip', 'x-forwarded-for', 'cs-uri-query', 'cs(Cookie)', 'cs(Referer)', 'cs(User-Agent)']) {
      assert.ok(!fields.includes(field), field);
    }
  }
});

test('CloudWatch may use the key of the topic of the alarms, because otherwise no alarm would arrive', () => {
  const servers = Object.values(stacks).filter((stack) => hasSome(stack, 'aws_sns_topic'));
  assert.equal(servers.length, ENVIRONMENTS.filter(({ alarms }) => alarms !== false).length);
  for (const server of servers) {
    const [topic] = resourcesOf(server, 'aws_sns_topic');
    assert.match(String(topic?.['kms_master_key_id']), /^\$\{aws_kms_key\.\w+\.arn\}$/);
    const { Statement: statements } = JSON.parse(String(resourcesOf(server, 'aws_kms_key')[0]?.['policy'])) as {
      Statement: { Principal: { Service?: string }; Action: string[] }[];
    };
    const forAlarms = statements.find(({ Principal }) => Principal.Service === 'cloudwatch.amazonaws.com');
    assert.deepEqual(forAlarms?.Action, ['kms:Decrypt', 'kms:GenerateDataKey*']);
  }
});

test('the functions that search, and those that build snapshots, have the same declared attributes', () => {
  const settingsOf = (stackName: string) => {
    const stack = reviewed[stackName];
    assert.ok(stack);
    return Object.fromEntries(
      resourcesOf(stack, 'aws_lambda_function').map(({ function_name: name, environment }) => [
        String(name).split('-').at(-1),
        (environment as { variables: Record<string, string> }).variables['MARQUEE_ATTRIBUTES'],
      ]),
    );
  };
  const declared = '[{"name":"rating","type":"number","sort":true}]';
  const full = settingsOf('marquee-full-server');
  assert.deepEqual(full, { api: declared, import: declared, snapshot: declared, purge: undefined });
  assert.equal(settingsOf(`marquee-${dev.name}-server`)['api'], undefined);
});

test('behind a firewall, CloudFront proves to the API that a request came through it, with a secret that only CloudFront and the state have', () => {
  const client = reviewed['marquee-full-client'];
  const server = reviewed['marquee-full-server'];
  assert.ok(client && server);
  const [site] = resourcesOf(client, 'aws_cloudfront_distribution');
  const { origin } = site?.['dynamic'] as { origin: { content: { custom_header: unknown } } };
  const secret = 'sensitive(terraform_data.origin_verify.triggers_replace)';
  assert.deepEqual(origin.content.custom_header, [{ name: 'x-origin-verify', value: `\${${secret}}` }]);
  const [drawn] = resourcesOf(client, 'terraform_data');
  assert.equal(drawn?.['triggers_replace'], '${sensitive(uuid())}');
  assert.deepEqual(drawn['lifecycle'], { ignore_changes: ['triggers_replace'] });
  assert.equal(client.output?.['origin_verify_sha256']?.value, `\${nonsensitive(sha256(${secret}))}`);
  for (const { function_name: name, environment } of resourcesOf(server, 'aws_lambda_function')) {
    const { variables } = environment as { variables: Record<string, string> };
    const expected = name === 'marquee-full-api' ? '${var.origin_verify_sha256}' : undefined;
    assert.equal(variables['MARQUEE_ORIGIN_VERIFY_SHA256'], expected);
  }
  assert.equal(server.variable?.['origin_verify_sha256']?.default, '');
  assert.doesNotMatch(JSON.stringify(stacks), /origin.verify/i);
});

test('a wrong declaration of an attribute is an error that names the environment’s field', () => {
  const wrong = { ...dev, attributes: [{ name: 'title', type: 'text' }] } as const;
  assert.throws(() => checkEnvironments([wrong]), /name "title" is reserved[\s\S]*attributes/);
});

test('an environment cannot be called deploy, drift or state, because its deploy role could then change every role or the state', () => {
  for (const name of ['deploy', 'drift', 'state']) {
    assert.throws(() => checkEnvironments([{ ...dev, name }]), /must not be deploy, drift or state[\s\S]*name/);
  }
});

test('the error for a wrong entry names all faults of the entry', () => {
  const wrong = { ...dev, name: 'Dev_1', logRetentionDays: 8, secret: 'x' } as unknown as EnvironmentInput;
  assert.throws(() => checkEnvironments([wrong]), /name[\s\S]*logRetentionDays|logRetentionDays[\s\S]*name/);
  assert.throws(() => checkEnvironments([wrong]), /secret/);
  assert.throws(() => checkEnvironments([dev, dev]), /two environments have the same name/);
});

function hasSome(stack: StackJson, type: string): boolean {
  return resourcesOf(stack, type).length > 0;
}

function only<T>(all: Record<string, T>, prefix: string): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith(prefix)));
}

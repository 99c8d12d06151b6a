import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENVIRONMENTS } from '../../config/environments.ts';
import { EVERYTHING } from '../everything.ts';
import { synthesiseAll, type StackJson } from '../synthesised.ts';
import { RULES, type Rule } from './rules.ts';
import { covers, WAIVERS } from './waivers.ts';

const environments = [...ENVIRONMENTS, EVERYTHING];
const stacks = synthesiseAll(environments);

const isWaived = (id: string, address: string) => WAIVERS.some((one) => covers(one, id, address, environments));

/** Addresses of the resources that break the rule. */
function violations({ type, holds }: Rule, of: Record<string, StackJson>): string[] {
  return Object.entries(of).flatMap(([stack, json]) =>
    Object.entries(json.resource[type] ?? {})
      .filter(([name, resource]) => !holds(resource, json, name))
      .map(([name]) => `${stack}/${type}.${name}`),
  );
}

for (const rule of RULES) {
  test(`${rule.id}: ${rule.type}: ${rule.what}`, () => {
    assert.deepEqual(
      violations(rule, stacks).filter((address) => !isWaived(rule.id, address)),
      [],
    );
  });
}

test('every rule has a resource to check', () => {
  for (const { id, type } of RULES) {
    assert.ok(
      Object.values(stacks).some(({ resource }) => Object.keys(resource[type] ?? {}).length > 0),
      `${id} ${type}`,
    );
  }
});

test('every waiver covers a resource that breaks its rule, and has a reason', () => {
  for (const waiver of WAIVERS) {
    const { rule, where, reason } = waiver;
    const broken = RULES.filter(({ id }) => id === rule).flatMap((one) => violations(one, stacks));
    assert.ok(
      broken.some((address) => covers(waiver, rule, address, environments)),
      `${rule} ${String(where)} no longer excuses anything`,
    );
    assert.ok(reason.length > 20, rule);
  }
});

test('a waiver for some environments covers no other environment and no stack of the account', () => {
  const waiver = WAIVERS.find(({ of }) => of?.(EVERYTHING) === false);
  assert.ok(waiver);
  const everywhere = { ...waiver, where: /^/ };
  const open = {
    ...EVERYTHING,
    isProtected: false,
    domain: undefined,
    writers: { kind: 'nobody' as const },
    name: 'open',
  };
  const excuses = (stack: string) => covers(everywhere, waiver.rule, `marquee-${stack}/a.b`, [EVERYTHING, open]);
  assert.deepEqual(['open-server', 'server', 'bootstrap'].map(excuses), [true, false, false]);
});

/** For each rule, a change of the JSON that breaks the rule. This shows that the rule can fail. */
const BREAKS: Record<string, [half: 'server' | 'client', from: string, to: string]> = {
  CKV_AWS_28: ['server', '"point_in_time_recovery":{"enabled":true}', '"point_in_time_recovery":{"enabled":false}'],
  CKV_AWS_53: ['client', '"block_public_acls":true', '"block_public_acls":false'],
  CKV_AWS_54: ['client', '"block_public_policy":true', '"block_public_policy":false'],
  CKV_AWS_55: ['client', '"ignore_public_acls":true', '"ignore_public_acls":false'],
  CKV_AWS_56: ['client', '"restrict_public_buckets":true', '"restrict_public_buckets":false'],
  CKV_AWS_21: [
    'server',
    '"versioning_configuration":{"status":"Enabled"}',
    '"versioning_configuration":{"status":"Suspended"}',
  ],
  CKV_AWS_300: ['server', '"abort_incomplete_multipart_upload"', '"no_abort"'],
  CKV_AWS_379: ['server', 'aws:SecureTransport', 'aws:SomethingElse'],
  CKV2_AWS_6: ['server', '"aws_s3_bucket_public_access_block"', '"aws_s3_nothing"'],
  CKV2_AWS_65: ['server', 'BucketOwnerEnforced', 'ObjectWriter'],
  CKV_AWS_34: ['client', '"viewer_protocol_policy":"https-only"', '"viewer_protocol_policy":"allow-all"'],
  CKV_AWS_174: ['client', 'TLSv1.2_2021', 'TLSv1'],
  CKV_AWS_305: ['client', '"default_root_object":"index.html"', '"default_root_object":""'],
  CKV2_AWS_32: ['client', '"response_headers_policy_id"', '"no_policy"'],
  CKV2_AWS_46: ['client', '"origin_access_control_id"', '"no_access_control"'],
  CKV_AWS_45: ['server', '"MARQUEE_SNAPSHOTS"', '"TMDB_SECRET"'],
  CKV_AWS_50: ['server', '"mode":"Active"', '"mode":"PassThrough"'],
  CKV_AWS_115: ['server', '"reserved_concurrent_executions"', '"no_concurrency"'],
  CKV_AWS_116: ['server', '"dead_letter_config"', '"no_dead_letters"'],
  CKV_AWS_363: ['server', 'nodejs24.x', 'nodejs20.x'],
  CKV_AWS_364: ['server', '"source_arn"', '"no_source"'],
  CKV_AWS_76: ['server', '"access_log_settings"', '"no_log"'],
  CKV_AWS_309: ['server', '"authorization_type":"JWT"', '"authorization_type":"NONE"'],
  CKV2_AWS_34: ['server', 'SecureString', 'String'],
  CKV_AWS_66: ['server', '"retention_in_days"', '"no_retention"'],
  CKV_AWS_338: ['server', '"retention_in_days":365', '"retention_in_days":30'],
  CKV_AWS_60: ['server', '\\"Service\\":\\"lambda.amazonaws.com\\"', '\\"Service\\":\\"*\\"'],
  CKV_AWS_61: ['server', '\\"Service\\":\\"lambda.amazonaws.com\\"', '\\"AWS\\":\\"arn:aws:iam::1:root\\"'],
  CKV_AWS_62: ['server', '\\"Action\\":[\\"xray:PutTelemetryRecords\\"', '\\"Action\\":[\\"*\\"'],
  CKV_AWS_63: ['server', '\\"Action\\":[\\"sqs:SendMessage\\"', '\\"Action\\":[\\"*\\"'],
  CKV_AWS_286: ['server', 'xray:PutTelemetryRecords', 'iam:PassRole'],
  CKV_AWS_287: ['server', 'xray:PutTelemetryRecords', 'sts:AssumeRole'],
  CKV_AWS_288: ['server', 'xray:PutTelemetryRecords', 's3:GetObject'],
  CKV_AWS_289: ['server', 'xray:PutTelemetryRecords', 'iam:PutRolePolicy'],
};

for (const [id, [half, from, to]] of Object.entries(BREAKS)) {
  test(`${id} reports ${to}`, () => {
    const name = `marquee-${EVERYTHING.name}-${half}`;
    const text = JSON.stringify(stacks[name]);
    assert.ok(text.includes(from), `${name} has no ${from}`);
    const broken = { [name]: JSON.parse(text.replaceAll(from, to)) as StackJson };
    const rules = RULES.filter((rule) => rule.id === id);
    const unexcused = rules.flatMap((rule) => violations(rule, broken)).filter((address) => !isWaived(id, address));
    assert.notDeepEqual(unexcused, []);
  });
}

test('every rule can fail: a change above breaks it, or a waiver excuses a resource that breaks it', () => {
  const waived = new Set(WAIVERS.map(({ rule }) => rule));
  assert.deepEqual(
    RULES.map(({ id }) => id).filter((id) => BREAKS[id] === undefined && !waived.has(id)),
    [],
  );
});

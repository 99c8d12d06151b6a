import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENVIRONMENTS } from '../../config/environments.ts';
import { EVERYTHING } from '../everything.ts';
import { synthesiseAll, type StackJson } from '../synthesised.ts';
import { RULES, type Rule } from './rules.ts';
import { WAIVERS } from './waivers.ts';

const stacks = synthesiseAll([...ENVIRONMENTS, EVERYTHING]);

/** Addresses of the resources that do not keep the rule. */
function violations({ type, holds }: Rule, of: Record<string, StackJson>): string[] {
  return Object.entries(of).flatMap(([stack, json]) =>
    Object.entries(json.resource[type] ?? {})
      .filter(([name, resource]) => !holds(resource, json, name))
      .map(([name]) => `${stack}/${type}.${name}`),
  );
}

for (const rule of RULES) {
  test(`${rule.id}: ${rule.type}: ${rule.what}`, () => {
    const found = violations(rule, stacks).filter(
      (address) => !WAIVERS.some(({ rule: id, where }) => id === rule.id && where.test(address)),
    );
    assert.deepEqual(found, []);
  });
}

test('there is something that each rule can be asked of', () => {
  for (const { id, type } of RULES) {
    assert.ok(
      Object.values(stacks).some(({ resource }) => Object.keys(resource[type] ?? {}).length > 0),
      `${id} ${type}`,
    );
  }
});

test('every waiver excuses something, and says why', () => {
  for (const { rule, where, reason } of WAIVERS) {
    const excused = RULES.filter(({ id }) => id === rule).flatMap((one) => violations(one, stacks));
    assert.ok(
      excused.some((address) => where.test(address)),
      `${rule} ${String(where)} excuses nothing any more`,
    );
    assert.ok(reason.length > 20, rule);
  }
});

/** For each rule what breaks it, as a change of the JSON; so no rule is one that always holds. */
const BREAKS: Record<string, [stack: string, from: string, to: string]> = {
  CKV_AWS_28: ['dev-server', '"point_in_time_recovery":{"enabled":true}', '"point_in_time_recovery":{"enabled":false}'],
  CKV_AWS_53: ['dev-client', '"block_public_acls":true', '"block_public_acls":false'],
  CKV_AWS_54: ['dev-client', '"block_public_policy":true', '"block_public_policy":false'],
  CKV_AWS_55: ['dev-client', '"ignore_public_acls":true', '"ignore_public_acls":false'],
  CKV_AWS_56: ['dev-client', '"restrict_public_buckets":true', '"restrict_public_buckets":false'],
  CKV_AWS_21: [
    'dev-server',
    '"versioning_configuration":{"status":"Enabled"}',
    '"versioning_configuration":{"status":"Suspended"}',
  ],
  CKV_AWS_300: ['dev-server', '"abort_incomplete_multipart_upload"', '"no_abort"'],
  CKV_AWS_379: ['dev-server', 'aws:SecureTransport', 'aws:SomethingElse'],
  CKV2_AWS_6: ['dev-server', '"aws_s3_bucket_public_access_block"', '"aws_s3_nothing"'],
  CKV2_AWS_65: ['dev-server', 'BucketOwnerEnforced', 'ObjectWriter'],
  CKV_AWS_34: ['dev-client', '"viewer_protocol_policy":"https-only"', '"viewer_protocol_policy":"allow-all"'],
  CKV_AWS_174: ['full-client', 'TLSv1.2_2021', 'TLSv1'],
  CKV_AWS_305: ['dev-client', '"default_root_object":"index.html"', '"default_root_object":""'],
  CKV2_AWS_32: ['dev-client', '"response_headers_policy_id"', '"no_policy"'],
  CKV2_AWS_46: ['dev-client', '"origin_access_control_id"', '"no_access_control"'],
  CKV_AWS_45: ['dev-server', '"MARQUEE_SNAPSHOTS"', '"TMDB_SECRET"'],
  CKV_AWS_50: ['dev-server', '"mode":"Active"', '"mode":"PassThrough"'],
  CKV_AWS_115: ['prod-server', '"reserved_concurrent_executions"', '"no_concurrency"'],
  CKV_AWS_116: ['dev-server', '"dead_letter_config"', '"no_dead_letters"'],
  CKV_AWS_363: ['dev-server', 'nodejs24.x', 'nodejs20.x'],
  CKV_AWS_364: ['dev-server', '"source_arn"', '"no_source"'],
  CKV_AWS_76: ['dev-server', '"access_log_settings"', '"no_log"'],
  CKV_AWS_309: ['full-server', '"authorization_type":"JWT"', '"authorization_type":"NONE"'],
  CKV2_AWS_34: ['dev-server', 'SecureString', 'String'],
  CKV_AWS_66: ['dev-server', '"retention_in_days"', '"no_retention"'],
  CKV_AWS_338: ['prod-server', '"retention_in_days":365', '"retention_in_days":30'],
  CKV_AWS_60: ['dev-server', '\\"Service\\":\\"lambda.amazonaws.com\\"', '\\"Service\\":\\"*\\"'],
  CKV_AWS_61: ['dev-server', '\\"Service\\":\\"lambda.amazonaws.com\\"', '\\"AWS\\":\\"arn:aws:iam::1:root\\"'],
  CKV_AWS_62: ['dev-server', '\\"Action\\":[\\"xray:PutTelemetryRecords\\"', '\\"Action\\":[\\"*\\"'],
  CKV_AWS_63: ['dev-server', '\\"Action\\":[\\"sqs:SendMessage\\"', '\\"Action\\":[\\"*\\"'],
  CKV_AWS_286: ['dev-server', 'xray:PutTelemetryRecords', 'iam:PassRole'],
  CKV_AWS_287: ['dev-server', 'xray:PutTelemetryRecords', 'sts:AssumeRole'],
  CKV_AWS_288: ['dev-server', 'xray:PutTelemetryRecords', 's3:GetObject'],
  CKV_AWS_289: ['dev-server', 'xray:PutTelemetryRecords', 'iam:PutRolePolicy'],
};

for (const [id, [stack, from, to]] of Object.entries(BREAKS)) {
  test(`${id} sees ${to}`, () => {
    const name = `marquee-${stack}`;
    const text = JSON.stringify(stacks[name]);
    assert.ok(text.includes(from), `${name} has no ${from}`);
    const broken = { [name]: JSON.parse(text.replaceAll(from, to)) as StackJson };
    const rules = RULES.filter((rule) => rule.id === id);
    const unexcused = rules
      .flatMap((rule) => violations(rule, broken))
      .filter((address) => !WAIVERS.some(({ rule, where }) => rule === id && where.test(address)));
    assert.notDeepEqual(unexcused, []);
  });
}

test('every rule is seen to fail, or is waived and so seen to fail', () => {
  const waived = new Set(WAIVERS.map(({ rule }) => rule));
  assert.deepEqual(
    RULES.map(({ id }) => id).filter((id) => BREAKS[id] === undefined && !waived.has(id)),
    [],
  );
});

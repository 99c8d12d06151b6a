import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENVIRONMENTS } from '../../config/environments.ts';
import { covers } from '../../checkov/waivers.ts';
import { EVERYTHING, SEARCHED } from '../everything.ts';
import { synthesiseAll, type StackJson } from '../synthesised.ts';
import { RULES, type Rule } from './rules.ts';
import { WAIVERS } from './waivers.ts';

const environments = [...ENVIRONMENTS, EVERYTHING, SEARCHED];
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

/** For each rule, a change of the JSON that breaks the rule. This shows that the rule can fail. */
const BREAKS: Record<string, [half: 'server' | 'client', from: string, to: string]> = {
  CKV_AWS_300: ['server', '"abort_incomplete_multipart_upload"', '"no_abort"'],
  CKV_AWS_379: ['server', 'aws:SecureTransport', 'aws:SomethingElse'],
  CKV2_AWS_46: ['client', '"origin_access_control_id"', '"no_access_control"'],
  CKV_AWS_45: ['server', '"MARQUEE_SNAPSHOTS"', '"TMDB_SECRET"'],
  CKV_AWS_50: ['server', '"mode":"Active"', '"mode":"PassThrough"'],
  CKV_AWS_115: ['server', '"reserved_concurrent_executions"', '"no_concurrency"'],
  CKV_AWS_363: ['server', 'nodejs24.x', 'nodejs20.x'],
  CKV_AWS_364: ['server', '"source_arn"', '"no_source"'],
  CKV_AWS_66: ['server', '"retention_in_days"', '"no_retention"'],
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

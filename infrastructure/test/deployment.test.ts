import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { AwsError } from '../../scripts/deploy/aws.ts';
import { Deployment, type Code } from '../../scripts/deploy/deployment.ts';
import { DeploymentFailed, Functions, type Versions } from '../../scripts/deploy/functions.ts';
import { Releases } from '../../scripts/deploy/releases.ts';
import { FUNCTIONS, type FunctionName } from '../bundles/pack-bundles.ts';
import { answer, installed, type FakeAccount } from './rehearsal/fake-lambda.ts';

const ALARMS = ['marquee-prod-deployment-5xx', 'marquee-prod-deployment-errors'];
const API = 'marquee-prod-api';

let folder: string;
let account: FakeAccount;
let said: string[];
let nowMs: number;
/** Called at each wait, with the number of seconds since the start. */
let atEachWait: (sec: number) => void;
/** Whether AWS does this call, but its answer is lost. */
let isLost: (call: string) => boolean;
/** The calls that the AWS CLI may send only once. */
let sentOnce: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marquee-deployment-'));
  account = installed('prod', FUNCTIONS, ALARMS);
  said = [];
  nowMs = Date.UTC(2026, 10, 29);
  atEachWait = () => undefined;
  isLost = () => false;
  sentOnce = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function makeDeployment(alarms: unknown = {}): Deployment {
  const aws = (args: readonly string[], attempts?: number) =>
    Promise.resolve()
      .then(() => {
        if (attempts === 1) sentOnce.push(args[1] ?? '');
        const given = answer(account, args);
        if (isLost(args.join(' '))) throw new Error('the answer is lost');
        return given === undefined ? '' : JSON.stringify(given);
      })
      .catch((error: unknown) => {
        throw new AwsError((error as Error).message, error);
      });
  const startMs = nowMs;
  const clock = {
    nowMs: () => nowMs,
    wait: (ms: number) => {
      nowMs += ms;
      return Promise.resolve().then(() => {
        atEachWait((nowMs - startMs) / 1_000);
      });
    },
  };
  const functions = new Functions('prod', aws);
  const releases = new Releases('prod', aws);
  const say = (line: string) => said.push(line);
  return new Deployment({ environment: { name: 'prod', alarms }, functions, releases, aws, clock, say });
}

function code(text: string, changed: readonly FunctionName[] = FUNCTIONS): Record<FunctionName, Code> {
  const one = (name: FunctionName) => {
    const content = `${changed.includes(name) ? text : 'first'} ${name}`;
    const file = join(folder, `${name}.zip`);
    writeFileSync(file, content);
    return { file, hash: createHash('sha256').update(content).digest('base64') };
  };
  return Object.fromEntries(FUNCTIONS.map((name) => [name, one(name)])) as Record<FunctionName, Code>;
}

const deploy = (
  text: string,
  { minutes = 5, alarms = {} as unknown, changed = FUNCTIONS as readonly FunctionName[] } = {},
) => makeDeployment(alarms).run(code(text, changed), text, minutes);
const alias = (name: FunctionName = 'api') => account.functions[`marquee-prod-${name}`]?.alias;
const live = () => FUNCTIONS.map((name) => alias(name)?.version).join(' ');
const releasesOf = () =>
  JSON.parse(account.parameters['/marquee/prod/releases'] ?? '[]') as { number: number; versions: Versions }[];
const sharedWith = () => alias()?.weights ?? {};

describe('the first deployment of an environment', () => {
  test('publishes a version of each function and makes it live at once, because nothing else could answer', async () => {
    assert.equal(await deploy('first'), true);
    assert.equal(live(), '1 1 1 1');
    assert.equal(nowMs, Date.UTC(2026, 10, 29));
    assert.deepEqual(
      releasesOf().map(({ number }) => number),
      [1],
    );
  });

  test('changes nothing when a function or its alias is missing, and says what to run', async () => {
    Object.assign(account.functions['marquee-prod-purge'] ?? {}, { alias: undefined });
    await assert.rejects(deploy('first'), (error: Error) => {
      assert.ok(error instanceof DeploymentFailed);
      assert.match(
        error.message,
        /prod has no functions, or they have no alias live\. Install it first: sh install-all\.sh prod/,
      );
      return true;
    });
    assert.ok(account.calls.every((call) => call.startsWith('lambda get-alias')));
  });
});

describe('a deployment of new code', () => {
  beforeEach(async () => {
    await deploy('first');
    account.calls.length = 0;
    said.length = 0;
  });

  test('gives the new version of the API 10 % of the requests for five minutes, and then all', async () => {
    const seen: unknown[] = [];
    atEachWait = (sec) => seen.push([sec, alias()?.version, sharedWith()]);
    assert.equal(await deploy('second'), true);
    assert.equal(seen.length, 20);
    for (const one of seen) assert.deepEqual((one as unknown[]).slice(1), ['1', { 2: 0.1 }]);
    assert.deepEqual(seen.at(-1), [300, '1', { 2: 0.1 }]);
    assert.equal(live(), '2 2 2 2');
    assert.deepEqual(sharedWith(), {});
    assert.deepEqual(releasesOf().at(-1)?.versions, { api: '2', import: '2', snapshot: '2', purge: '2' });
  });

  for (const alarm of ALARMS) {
    test(`is rolled back when ${alarm} fires: the old versions of all functions stay live`, async () => {
      atEachWait = (sec) => {
        if (sec === 120) account.alarms[alarm] = 'ALARM';
      };
      assert.equal(await deploy('second'), false);
      assert.equal(nowMs - Date.UTC(2026, 10, 29), 120_000);
      assert.equal(live(), '1 1 1 1');
      assert.deepEqual(sharedWith(), {});
      assert.equal(releasesOf().length, 1);
      assert.match(said.join('\n'), new RegExp(`Rolled back, because an alarm has fired: ${alarm}`));
    });
  }

  test('does not judge the new version by an alarm that is on already, and says so', async () => {
    account.alarms[ALARMS[0] ?? ''] = 'ALARM';
    assert.equal(await deploy('second'), true);
    assert.match(said.join('\n'), /The alarm marquee-prod-deployment-5xx is on already/);
    account.alarms[ALARMS[1] ?? ''] = 'OK';
    atEachWait = () => {
      account.alarms[ALARMS[1] ?? ''] = 'ALARM';
    };
    assert.equal(await deploy('third'), false);
  });

  test('goes live at once without alarms, and with --minutes 0', async () => {
    atEachWait = () => assert.fail('it waits');
    assert.equal(await deploy('second', { alarms: false }), true);
    assert.ok(!account.calls.some((call) => call.startsWith('cloudwatch')));
    assert.equal(await deploy('third', { minutes: 0 }), true);
    assert.equal(live(), '3 3 3 3');
  });

  test('leaves alone a function that already has this code', async () => {
    assert.equal(await deploy('second', { changed: ['import'] }), true);
    assert.equal(live(), '1 2 1 1');
    assert.equal(account.calls.filter((call) => call.includes('update-function-code')).length, 1);
  });

  test('publishes a setting that Terraform has changed, although the code is the same', async () => {
    Object.assign(account.functions[API] ?? {}, { revision: 99 });
    assert.equal(await deploy('first'), true);
    assert.equal(live(), '2 1 1 1');
  });

  test('gets all requests at once if it uses another films table, because two versions must not edit two tables', async () => {
    atEachWait = () => assert.fail('it waits');
    for (const one of Object.values(account.functions)) {
      Object.assign(one, { settings: { MARQUEE_FILMS_TABLE: 'marquee-prod-films-restored-1' }, revision: 99 });
    }
    assert.equal(await deploy('first'), true);
    assert.equal(live(), '2 2 2 2');
    assert.match(said.join('\n'), /uses another films table, so it gets all requests at once/);
  });

  test('does nothing when everything is live already', async () => {
    assert.equal(await deploy('first'), true);
    assert.ok(!account.calls.some((call) => /update|invoke|put-parameter/.test(call)), account.calls.join('\n'));
    assert.match(said.join('\n'), /marquee-prod-api: version 1 was live already/);
  });

  test('asks the new snapshot function for a snapshot before the new API gets a request, and every minute until it is live', async () => {
    await deploy('second');
    const steps = account.calls.flatMap((call) => {
      if (call.includes('invoke --function-name marquee-prod-snapshot'))
        return [call.includes('Event') ? 'again' : 'snapshot'];
      return call.includes(`update-alias --function-name ${API}`) ? ['alias'] : [];
    });
    assert.deepEqual(steps, ['snapshot', 'alias', 'again', 'again', 'again', 'again', 'again', 'alias']);
    assert.ok(account.calls.every((call) => !call.includes('invoke') || call.includes('--qualifier 2')));
  });

  test('calls no snapshot function that is live already: the schedule calls it', async () => {
    assert.equal(await deploy('second', { changed: ['api'] }), true);
    assert.ok(!account.calls.some((call) => call.includes('invoke --function-name marquee-prod-snapshot')));
  });

  test('lets neither the AWS CLI nor Lambda call a new version a second time', async () => {
    sentOnce = [];
    await deploy('second');
    const invoked = account.calls.filter((call) => call.startsWith('lambda invoke'));
    assert.ok(invoked.length > 5);
    assert.deepEqual(
      sentOnce,
      invoked.map(() => 'invoke'),
    );
    const config = account.calls.findIndex((call) => call.includes('put-function-event-invoke-config'));
    assert.match(account.calls[config] ?? '', /marquee-prod-snapshot --qualifier 2 --maximum-retry-attempts 0/);
    assert.ok(config < account.calls.findIndex((call) => call.includes('--invocation-type Event')));
  });

  test('gives the new version no request if it cannot build a snapshot, throws, or answers GET /v1/health with 5xx', async () => {
    const faults = {
      [`${API}:2`]: [
        { error: 'Cannot find module' },
        { answer: { statusCode: 503 } },
        { answer: null },
        { answer: { status: 'ok' } },
      ],
      'marquee-prod-snapshot:2': [{ error: 'no table' }],
    };
    for (const [version, all] of Object.entries(faults)) {
      for (const fault of all) {
        account.answers = { [version]: fault };
        await assert.rejects(deploy('second'), DeploymentFailed, JSON.stringify(fault));
        assert.equal(live(), '1 1 1 1');
        assert.deepEqual(sharedWith(), {});
      }
    }
    // Behind a firewall, the API refuses requests that do not come through CloudFront.
    account.answers = { [`${API}:2`]: { answer: { statusCode: 403 } } };
    assert.equal(await deploy('second'), true);
  });

  test('waits while a rebuild of the old version occupies the snapshot function, but not for ever', async () => {
    account.answers = { 'marquee-prod-snapshot:2': { isThrottled: true } };
    atEachWait = (sec) => {
      if (sec === 60) account.answers = {};
    };
    assert.equal(await deploy('second', { minutes: 0 }), true);
    atEachWait = () => undefined;
    account.answers = { 'marquee-prod-snapshot:3': { isThrottled: true } };
    await assert.rejects(deploy('third'), /TooManyRequestsException/);
    assert.equal(live(), '2 2 2 2');
  });

  test('takes the share back when it is interrupted, or when AWS stops answering', async () => {
    for (const failure of [
      new DeploymentFailed('The deployment was interrupted.'),
      new AwsError('no network', undefined),
    ]) {
      atEachWait = (sec) => {
        if (sec === 60) throw failure;
      };
      await assert.rejects(deploy('second'), failure);
      assert.equal(live(), '1 1 1 1');
      assert.deepEqual(sharedWith(), {});
    }
  });

  test('takes the share back if only the answer that confirmed it was lost', async () => {
    isLost = (call) => call.includes('{"2":0.1}');
    await assert.rejects(deploy('second'), /the answer is lost/);
    assert.deepEqual([live(), sharedWith()], ['1 1 1 1', {}]);
    assert.match(said.join('\n'), /Rolled back: the answer is lost/);
  });

  test('says why the share could not be taken back', async () => {
    isLost = (call) => /update-alias|get-alias/.test(call) && nowMs > Date.UTC(2026, 10, 29);
    atEachWait = (sec) => {
      if (sec === 60) throw new DeploymentFailed('The deployment was interrupted.');
    };
    await assert.rejects(deploy('second'), /interrupted/);
    assert.match(said.join('\n'), /may still get 10 % of the requests: the answer is lost\nRun this command again/);
  });

  for (const [step, pattern] of [
    ['the first alias cannot be moved', /update-alias --function-name marquee-prod-api .*--function-version 2/],
    ['the last alias cannot be moved', /update-alias --function-name marquee-prod-purge .*--function-version 2/],
    ['the release cannot be recorded', /put-parameter/],
  ] as const) {
    test(`makes the old versions of all functions live again when ${step}`, async () => {
      isLost = (call) => pattern.test(call);
      await assert.rejects(deploy('second'), /the answer is lost/);
      assert.deepEqual([live(), sharedWith()], ['1 1 1 1', {}]);
      assert.match(said.join('\n'), /marquee-prod-api: version 1 is live again/);
    });
  }

  test('continues a deployment that died and left the share with its version', async () => {
    Object.assign(alias() ?? {}, { weights: { 2: 0.1 } });
    assert.equal(await deploy('second'), true);
    assert.equal(live(), '2 2 2 2');
    assert.deepEqual(sharedWith(), {});
  });

  test('takes the share away from a version that a deployment left behind, when the old code is deployed again', async () => {
    Object.assign(account.functions[API] ?? {}, { versions: { ...account.functions[API]?.versions, 2: {} } });
    Object.assign(alias() ?? {}, { weights: { 2: 0.1 } });
    Object.assign(account.functions[API] ?? {}, { nextVersion: 3, revision: 99 });
    assert.equal(await deploy('first'), true);
    assert.deepEqual([alias()?.version, sharedWith()], ['3', {}]);
  });

  test('stops when somebody else moves the alias in the meantime, and leaves it to them', async () => {
    atEachWait = (sec) => {
      if (sec === 300) Object.assign(alias() ?? {}, { revisionId: 'r77', weights: { 1: 0.5 } });
    };
    await assert.rejects(deploy('second'), /Somebody else has moved the alias live of marquee-prod-api/);
    assert.deepEqual(sharedWith(), { 1: 0.5 });
  });

  test('fails before it shifts anything when the alarms do not exist, because nothing could take it back', async () => {
    account.alarms = {};
    await assert.rejects(deploy('second'), /There is no alarm marquee-prod-deployment-5xx\. Install it first/);
    assert.deepEqual([live(), sharedWith()], ['1 1 1 1', {}]);
  });

  test('keeps five releases, and deletes the versions that belong to none of them', async () => {
    for (let round = 2; round <= 8; round += 1)
      await deploy(`round ${String(round)}`, { minutes: 0, changed: ['api'] });
    assert.deepEqual(
      releasesOf().map(({ number }) => number),
      [4, 5, 6, 7, 8],
    );
    assert.deepEqual(Object.keys(account.functions[API]?.versions ?? {}), ['4', '5', '6', '7', '8']);
    assert.deepEqual(Object.keys(account.functions['marquee-prod-purge']?.versions ?? {}), ['1']);
  });
});

test('going back first asks for a snapshot, and then makes live the versions of all functions that were live together', async () => {
  await deploy('first');
  await deploy('second', { minutes: 0 });
  await deploy('third', { minutes: 0, changed: ['api', 'snapshot'] });
  assert.equal(live(), '3 3 3 3');
  account.calls.length = 0;
  account.answers = { 'marquee-prod-snapshot:2': { error: 'it is broken too' } };
  const { versions } = releasesOf()[1] ?? assert.fail();
  await makeDeployment().goBack(versions);
  assert.equal(live(), '2 2 2 2');
  const changes = account.calls.filter((call) => /invoke|update-alias/.test(call));
  assert.match(changes[0] ?? '', /invoke --function-name marquee-prod-snapshot --qualifier 2/);
  // The newest code is still uploaded, so deploying it again makes it live again.
  assert.equal(await deploy('third', { minutes: 0, changed: ['api', 'snapshot'] }), true);
  assert.equal(live(), '3 3 3 3');
});

describe('going back', () => {
  const settings = (name: string) => {
    const one = account.functions[API];
    assert.ok(one);
    Object.assign(one, { settings: { ...one.settings, [name]: `secret of ${name}` }, revision: one.revision + 1 });
  };
  const goBack = () => {
    const [{ versions } = assert.fail()] = releasesOf();
    return makeDeployment().goBack(versions);
  };

  beforeEach(async () => {
    settings('MARQUEE_SAME');
    await deploy('first');
    settings('MARQUEE_OIDC_ISSUER');
    await deploy('second', { minutes: 0 });
    said.length = 0;
  });

  test('names the settings that differ from those of Terraform, but not their values', async () => {
    await goBack();
    assert.equal(live(), '1 1 1 1');
    assert.match(said.join('\n'), /Version 1 of marquee-prod-api has other settings .*: MARQUEE_OIDC_ISSUER$/m);
    assert.doesNotMatch(said.join('\n'), /secret of/);
  });

  test('changes nothing if the old version cannot answer GET /v1/health, or no longer exists', async () => {
    account.answers = { [`${API}:1`]: { answer: { statusCode: 503 } } };
    await assert.rejects(goBack(), /answers GET \/v1\/health with 503\. It gets no requests; version 2 is live\./);
    account.answers = {};
    Object.assign(account.functions['marquee-prod-snapshot'] ?? {}, { versions: { 2: {} } });
    await assert.rejects(goBack(), /ResourceNotFoundException/);
    assert.equal(live(), '2 2 2 2');
  });

  test('does not wait for a free instance', async () => {
    atEachWait = () => assert.fail('it waits');
    account.answers = {
      [`${API}:1`]: { isThrottled: true },
      'marquee-prod-snapshot:1': { isThrottled: true },
    };
    await goBack();
    assert.equal(live(), '1 1 1 1');
    assert.match(said.join('\n'), /No snapshot was built: .*TooManyRequests.*\nGET \/v1\/health was not tried/);
  });

  test('takes a share away that a deployment left behind, also from the release that is live', async () => {
    Object.assign(alias() ?? {}, { weights: { 1: 0.1 } });
    const [, { versions } = assert.fail()] = releasesOf();
    await makeDeployment().goBack(versions);
    assert.deepEqual([live(), sharedWith()], ['2 2 2 2', {}]);
  });
});

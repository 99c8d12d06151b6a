import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { firstLineOf, killAll, run } from '../rehearsal/command.ts';
import { judgeDeployRole, type Call } from '../rehearsal/deploy-role.ts';
import { LoopbackProxy } from '../rehearsal/loopback-proxy.ts';
import { deniedByPlanRole } from '../rehearsal/plan-role.ts';
import { changedPaths, unexplained } from '../rehearsal/second-plan.ts';
import { chosen, mirrorIn } from '../rehearsal/tools.ts';

const STATEMENTS = [{ Action: ['s3:*'] }, { Action: ['sqs:SendMessage', 'sqs:CreateQueue'] }];

function call(action: string, allowedBy: [number, string][] | null, more: Partial<Call> = {}): Call {
  const checks = [{ action, resource: 'arn:aws:s3:::marquee-dev-page', context: {}, allowedBy }];
  return { service: 's3', action, caller: 'marquee-dev-client', status: 200, checks, ...more };
}

describe('the judge of the deploy role', () => {
  test('reports each check that the policy does not allow, once, and each action that nothing uses', () => {
    const calls = [
      call('s3:PutObject', [[0, 's3:*']]),
      call('sqs:CreateQueue', [[1, 'sqs:CreateQueue']]),
      call('kms:DescribeKey', []),
      call('kms:DescribeKey', []),
    ];
    assert.deepEqual(judgeDeployRole(calls, STATEMENTS), {
      checked: 4,
      denied: ['kms:DescribeKey on arn:aws:s3:::marquee-dev-page'],
      elsewhere: [],
      unused: ['sqs:SendMessage (statement 1)'],
      reserves: [],
    });
  });

  test('leaves out calls before the role exists, and calls that only a person makes', () => {
    const calls = [call('iam:CreateRole', null), call('iam:PutRolePolicy', [], { caller: 'marquee-bootstrap' })];
    assert.deepEqual(judgeDeployRole(calls, []), {
      ...{ checked: 0, denied: [], elsewhere: [], unused: [], reserves: [] },
    });
  });

  test('reports what the policy allows for another environment too, unless the name says whose the resource is', () => {
    const resources = ['arn:aws:apigateway:us-east-1::/apis/a1b2c3', 'arn:aws:sqs:us-east-1:1:marquee-dev-purges'];
    const calls = resources.flatMap((resource) =>
      [true, false].map((allowedElsewhere) => ({
        ...call('s3:PutObject', [[0, 's3:*']]),
        checks: [{ action: 'any:Action', resource, context: {}, allowedBy: [], allowedElsewhere }],
      })),
    );
    assert.deepEqual(judgeDeployRole(calls, []).elsewhere, [`any:Action on ${resources[0] ?? ''}`]);
  });
});

test('the judge of the role of pull requests reports what its policy does not allow, once', () => {
  const statements = [{ Action: ['s3:GetObject'], Resource: ['${aws_s3_bucket.state.arn}/marquee-dev-*.tfstate'] }];
  const reading = (action: string, key: string): Call => ({
    ...call(action, []),
    checks: [{ action, resource: `arn:aws:s3:::marquee-state-1/${key}`, context: {}, allowedBy: [] }],
  });
  const denied = deniedByPlanRole(
    [
      reading('s3:GetObject', 'marquee-dev-server.tfstate'),
      reading('s3:GetObject', 'marquee-dev-server.tfstate.tflock'),
      reading('s3:PutObject', 'marquee-dev-server.tfstate'),
      reading('s3:PutObject', 'marquee-dev-server.tfstate'),
    ],
    statements,
  );
  assert.deepEqual(denied, [
    's3:GetObject on arn:aws:s3:::marquee-state-1/marquee-dev-server.tfstate.tflock',
    's3:PutObject on arn:aws:s3:::marquee-state-1/marquee-dev-server.tfstate',
  ]);
});

test('the differences of a plan are the paths of the attributes that change', () => {
  const before = { name: 'a', tags: { x: 1 }, rule: [{ id: 'r', days: 1 }] };
  assert.deepEqual(changedPaths(before, { ...before }), []);
  assert.deepEqual(changedPaths(before, { name: 'b', tags: { x: 1 }, rule: [{ id: 'r', days: 2 }] }), [
    'name',
    'rule.0.days',
  ]);
});

test('a shortcoming of the emulator explains only the difference that it makes', () => {
  const one = { stack: 's', address: 'a', type: 'aws_cloudwatch_metric_alarm', path: 'period', isLeftOut: true };
  assert.deepEqual(unexplained([one]), []);
  for (const change of [{ isLeftOut: false }, { path: 'threshold' }, { type: 'aws_sqs_queue' }]) {
    assert.equal(unexplained([{ ...one, ...change }]).length, 1, JSON.stringify(change));
  }
});

describe('the proxy of the rehearsal', () => {
  test('refuses what is not the page or its sign-in, and remembers it', async () => {
    const emulator = createServer().listen(0, '127.0.0.1');
    await once(emulator, 'listening');
    const proxy = await LoopbackProxy.start({ emulatorPort: (emulator.address() as AddressInfo).port, tls: {} });
    try {
      const { port } = new URL(proxy.url);
      const status = async (path: string) => {
        const asked = request({ host: '127.0.0.1', port, method: 'CONNECT', path }).end();
        const [answer] = (await once(asked, 'connect')) as [{ statusCode: number }, { destroy: () => void }];
        asked.destroy();
        return answer.statusCode;
      };
      assert.equal(await status('d111111abcdef8.cloudfront.net:443'), 200);
      for (const other of [
        's3.us-east-1.amazonaws.com:443',
        'cloudfront.net.example.org:443',
        'd1.cloudfront.net:80',
      ]) {
        assert.equal(await status(other), 403, other);
      }
      const plain = await fetch(`http://127.0.0.1:${port}/http://example.org/`);
      assert.equal(plain.status, 403);
      assert.equal(proxy.refused.length, 4);
    } finally {
      proxy.close();
      emulator.close();
    }
  });
});

describe('the commands of the rehearsal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-commands-'));
  const log = join(folder, 'log');
  const options = { cwd: folder, env: {}, log, timeoutSec: 600 };
  after(() => {
    rmSync(folder, { recursive: true });
  });

  test('nothing waits for a program that could not start', () => {
    const script = `
      import { run } from ${JSON.stringify(join(import.meta.dirname, '../rehearsal/command.ts'))};
      await run('/missing', [], ${JSON.stringify(options)}).catch((error) => console.log(error.code));`;
    const program = ['--input-type=module', '--eval', script];
    const { status, stdout } = spawnSync(process.execPath, program, { encoding: 'utf8', timeout: 60_000 });
    assert.deepEqual({ status, stdout }, { status: 0, stdout: 'ENOENT\n' });
  });

  test('the first line of a program is empty if the program ends without one', async () => {
    const print = (text: string) =>
      spawn(process.execPath, ['--eval', `process.stdout.write(${JSON.stringify(text)})`]);
    assert.equal(await firstLineOf(print('one\ntwo\n').stdout), 'one');
    assert.equal(await firstLineOf(print('').stdout), '');
  });

  test('a command that has just ended does not keep killAll from killing the others', async () => {
    writeFileSync(log, '');
    const commands = [1, 2].map(() => run('/bin/sh', ['-c', 'echo $$'], options));
    // Both commands end before this process can notice it. Their exit events then arrive one after the other.
    const pids = () => readFileSync(log, 'utf8').split('\n').slice(0, -1);
    const isOver = (pid: string) =>
      /^Z|^$/.test(spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' }).stdout);
    while (pids().length < 2 || !pids().every(isOver));
    const endings = commands.map((command) => command.then(killAll));
    assert.deepEqual(await Promise.all(endings), [undefined, undefined]);
  });
});

describe('a mirror of the AWS provider', () => {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-mirror-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  test('has the versions of every registry in it, unpacked or as archives, the newest last', () => {
    const [one, other] = ['registry.terraform.io', 'other [1]'].map((name) => join(folder, name, 'hashicorp/aws'));
    for (const name of ['5.9.0/linux_amd64', '5.100.0', 'index.json'])
      mkdirSync(join(one ?? '', name), { recursive: true });
    mkdirSync(join(other ?? '', 'terraform-provider-aws_6.2.1_linux_amd64.zip'), { recursive: true });
    assert.deepEqual(mirrorIn(folder).versions, ['5.9.0', '5.100.0', '6.2.1']);
  });

  test('is empty if the folder is missing, is a file, or may not be read', () => {
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'private'));
    chmodSync(join(folder, 'private'), 0);
    // Root may read every folder.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      for (const name of ['missing', 'file', 'private']) {
        assert.deepEqual(mirrorIn(join(folder, name)).versions, [], name);
      }
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(join(folder, 'private'), 0o700);
    }
  });
});

test('the newest provider of all mirrors is used, or the version that is named', () => {
  const mirrors = [
    { folder: 'empty', versions: [] },
    { folder: 'a', versions: ['5.9.0', '5.100.0'] },
    { folder: 'b', versions: ['6.2.1', '6.29.0'] },
    { folder: 'c', versions: ['5.100.0'] },
  ];
  assert.deepEqual(chosen(mirrors), { folder: 'b', version: '6.29.0' });
  assert.deepEqual(chosen(mirrors, '5.100.0'), { folder: 'a', version: '5.100.0' });
  assert.equal(chosen(mirrors, '6.30.0'), undefined);
  assert.equal(chosen([]), undefined);
});

describe('npm run rehearse:aws', () => {
  const rehearse = (args: readonly string[], env: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, [join(import.meta.dirname, '../rehearsal/main.ts'), ...args], {
      env,
      encoding: 'utf8',
    });

  test('is skipped with a notice when Terraform is missing, and fails when it is required', () => {
    const skipped = rehearse([], { PATH: '' });
    assert.equal(skipped.status, 0, skipped.stderr);
    assert.match(skipped.stdout, /^SKIPPED {2}the rehearsal of AWS: Terraform 1\.11 or newer is not on the PATH\.$/m);
    const required = rehearse(['--required'], { PATH: '' });
    assert.equal(required.status, 1);
    assert.doesNotMatch(required.stdout, /SKIPPED/);
  });

  test('is skipped with a notice when Terraform is too old', () => {
    const folder = mkdtempSync(join(tmpdir(), 'marquee-old-terraform-'));
    try {
      const version = JSON.stringify({ terraform_version: '1.9.8' });
      writeFileSync(join(folder, 'terraform'), `#!/bin/sh\necho '${version}'\necho 'a warning' >&2\n`, { mode: 0o755 });
      const { status, stdout } = rehearse([], { PATH: folder });
      assert.equal(status, 0);
      assert.match(stdout, /^SKIPPED {2}the rehearsal of AWS: Terraform 1\.9\.8 is older than 1\.11\.$/m);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('refuses an unknown environment', () => {
    const { status, stderr } = rehearse(['production'], { PATH: '' });
    assert.equal(status, 2);
    assert.match(stderr, /^Usage: npm run rehearse:aws/);
  });
});

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { ProviderFailure } from '../../../resilience/provider-failure.ts';
import { SystemClock } from '../system/system-clock.ts';
import { LambdaTelemetry } from './lambda-telemetry.ts';
import { traced } from './request-context.ts';

const ROOT = '1-5759e988-bd862e3fe1be46a994272793';
const PARENT = '53995c3f42cd8ad8';
const IDS = { requestId: 'r', lambdaRequestId: 'l' };

let lines: string[];
let daemon: Socket;
let datagrams: string[];
beforeEach(async () => {
  lines = [];
  datagrams = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  daemon = createSocket('udp4').on('message', (message) => datagrams.push(message.toString()));
  daemon.bind(0, '127.0.0.1');
  await once(daemon, 'listening');
});
afterEach(() => {
  jest.restoreAllMocks();
  daemon.close();
});

function makeTelemetry(sampled: 0 | 1, environment?: string) {
  const daemonAddress = `127.0.0.1:${String(daemon.address().port)}`;
  const traceHeader = () => `Root=${ROOT};Parent=${PARENT};Sampled=${String(sampled)}`;
  return new LambdaTelemetry({ environment, daemonAddress, traceHeader }, new SystemClock());
}

async function received(count: number): Promise<Record<string, unknown>[]> {
  while (datagrams.length < count) await once(daemon, 'message');
  return datagrams.map((datagram) => {
    const [header = '', document = ''] = datagram.split('\n');
    expect(JSON.parse(header)).toEqual({ format: 'json', version: 1 });
    return JSON.parse(document) as Record<string, unknown>;
  });
}

test('sends a subsegment for each call of a sampled invocation to the daemon of X-Ray', async () => {
  await makeTelemetry(1).run(IDS, async () => {
    await traced({ service: 'DynamoDB', operation: 'GetItem' }, () => Promise.resolve(1));
    await traced({ service: 'TMDB', operation: 'GET' }, () => Promise.resolve(1));
  });
  const [first, second] = await received(2);
  const parent = { trace_id: ROOT, parent_id: PARENT, type: 'subsegment' };
  expect(first).toMatchObject({ ...parent, name: 'DynamoDB', namespace: 'aws', aws: { operation: 'GetItem' } });
  expect(first?.['id']).toMatch(/^[\da-f]{16}$/);
  expect(Number(first?.['end_time'])).toBeGreaterThanOrEqual(Number(first?.['start_time']));
  expect(second).toMatchObject({ ...parent, name: 'TMDB', namespace: 'remote' });
});

test('marks a call that failed as a fault, and one that the service refused as an error, and passes both on', async () => {
  const refusals = [
    Object.assign(new Error('no'), { $metadata: { httpStatusCode: 400 } }),
    new ProviderFailure('not-found', { status: 404 }),
  ];
  const failures = [new Error('down'), new ProviderFailure('server-error', { status: 500 })];
  const run = (error: Error) =>
    makeTelemetry(1).run(IDS, () => traced({ service: 'S3', operation: 'GetObject' }, () => Promise.reject(error)));
  for (const error of [...refusals, ...failures]) await expect(run(error)).rejects.toBe(error);
  expect(await received(4)).toMatchObject([{ error: true }, { error: true }, { fault: true }, { fault: true }]);
});

test('sends nothing for an invocation that is not sampled', async () => {
  const call = (operation: string) => () => traced({ service: 'S3', operation }, () => Promise.resolve(1));
  await makeTelemetry(0).run(IDS, call('GetObject'));
  await makeTelemetry(1).run(IDS, call('ListObjectsV2'));
  expect(await received(1)).toMatchObject([{ aws: { operation: 'ListObjectsV2' } }]);
});

test('writes the metrics at the end of an invocation, even if it fails, and marks the first invocation as a cold start', async () => {
  const telemetry = makeTelemetry(0, 'prod');
  const fail = () => {
    telemetry.observer.observe({ type: 'snapshot-rebuild-failed', error: new Error('x') });
    return Promise.reject(new Error('x'));
  };
  await expect(telemetry.run(IDS, fail)).rejects.toThrow('x');
  await expect(telemetry.run(IDS, fail)).rejects.toThrow('x');
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(parsed.map(({ type, coldStart }) => [type, coldStart])).toEqual([
    ['snapshot-rebuild-failed', true],
    ['metrics', true],
    ['snapshot-rebuild-failed', false],
    ['metrics', false],
  ]);
  for (const line of parsed) expect(line).toMatchObject({ ...IDS, traceId: ROOT });
});

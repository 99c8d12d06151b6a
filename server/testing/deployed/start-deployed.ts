import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, type Message } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createExpressApp } from '../../src/adapters/driving/express/app.ts';
import { writeWith } from '../api/client.ts';
import { startTestIssuer, type TestIssuer } from '../api/test-issuer.ts';
import { startDynalite, type TestStore } from '../stores/dynalite-store.ts';
import { TmdbDouble } from '../tmdb-double/server.ts';
import { startAwsStandIn, type AwsStandIn } from './aws-stand-in.ts';
import { calledFunction, deployFunction, type DeployedFunction } from './deployed-function.ts';
import { createGateway } from './gateway.ts';
import { ENVIRONMENT, readSynthesis, synthesise } from './synthesise.ts';
import { ACCOUNT, TerraformValues, type TerraformJson } from './terraform-values.ts';

const INDEX = join(import.meta.dirname, '../../../client/index.html');

export type Deployed = {
  readonly url: string;
  readonly issuer: TestIssuer;
  readonly double: TmdbDouble;
  readonly aws: AwsStandIn;
  /** The declared resources, with their values. */
  readonly stack: TerraformValues;
  /** The functions by their names in the stack: api, import, snapshot, purge. */
  readonly functions: Readonly<Record<string, DeployedFunction>>;
  /**
   * Starts another version of every function, with the same declarations and on the same stores. It gets no event
   * unless a test sends one to it.
   *
   * @param folder see {@link packVersion}
   */
  readonly deployVersion: (folder: string) => Promise<Readonly<Record<string, DeployedFunction>>>;
  /** Triggers the target of the rule that the stack declares with this schedule, such as `rate(1 hour)`. */
  readonly tick: (schedule: string) => Promise<unknown>;
  /**
   * Uploads a file to the bucket of this declared name, and invokes the function that the bucket's notification names.
   */
  readonly upload: (bucket: string, key: string, text: string) => Promise<unknown>;
  /** Delivers the messages in the queues to their declared consumers. */
  readonly deliverMessages: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type DeployOptions = {
  /** A folder that {@link synthesise} has filled. Default: synthesises into a new folder. */
  readonly synthesis?: string | undefined;
  /** Changes the synthesised stack, to test the effect. */
  readonly mutate?: (json: string) => string;
  /** Starts the DynamoDB. Default: dynalite. */
  readonly startStore?: () => Promise<TestStore>;
};

/**
 * Runs the synthesised server stack on this machine. Tables, queues and buckets are exactly as declared. Each function
 * runs its real bundle with exactly the declared settings in a process of its own. The function's declared policy
 * decides whether each call to AWS is allowed.
 */
export async function startDeployed({
  synthesis,
  mutate,
  startStore = startDynalite,
}: DeployOptions = {}): Promise<Deployed> {
  const temporary = mkdtempSync(join(tmpdir(), 'marquee-deployed-'));
  const closers: (() => unknown)[] = [
    () => {
      rmSync(temporary, { recursive: true });
    },
  ];
  const close = async () => {
    for (const closer of closers.reverse()) await closer();
  };
  try {
    const issuer = await startTestIssuer();
    closers.push(issuer.close);
    const outdir = synthesis ?? join(temporary, 'cdktf.out');
    if (synthesis === undefined) await synthesise(outdir);
    const { json, folder, bootstrap } = readSynthesis(outdir, issuer.issuer);
    const mutated = mutate ? (JSON.parse(changed(JSON.stringify(json), mutate)) as TerraformJson) : json;
    const { region } = ENVIRONMENT;
    const stack = new TerraformValues(mutated, region);
    const aws = await startAwsStandIn(stack, region, startStore);
    closers.push(aws.close);
    const double = await TmdbDouble.start();
    closers.push(() => double.close());
    const account = new TerraformValues(bootstrap, region);
    const deployVersion = async (from: string) => {
      const unpacked = mkdtempSync(join(temporary, 'version-'));
      const surroundings = { stack, account, region, endpoints: aws.endpoints, provider: double };
      const made: Record<string, DeployedFunction> = {};
      for (const declared of Object.values(stack.all('aws_lambda_function'))) {
        const deployed = await deployFunction(declared, { ...surroundings, folder: from, temporary: unpacked });
        closers.push(deployed.aws.close, () => deployed.process.stop());
        made[deployed.name.replace(`marquee-${ENVIRONMENT.name}-`, '')] = deployed;
      }
      return made;
    };
    const functions = await deployVersion(folder);
    await uploadIndex(aws, functions['api']);
    const gateway = createGateway(stack, Object.values(functions));
    const server = createServer(createExpressApp(gateway, [], { pageHandler: gateway }));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closers.push(() => {
      server.close();
      server.closeAllConnections();
    });
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    writeWith(await issuer.token(), url);
    const events = eventSources(stack, aws, Object.values(functions));
    return { url, issuer, double, aws, stack, functions, deployVersion, ...events, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Uploads the unbuilt index.html to the bucket from which the function reads the page. The client's stack declares that
 * bucket.
 */
async function uploadIndex({ s3 }: AwsStandIn, api: DeployedFunction | undefined): Promise<void> {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(api?.settings['MARQUEE_PAGE_INDEX'] ?? '') ?? [];
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: await readFile(INDEX) }));
}

function changed(json: string, mutate: (json: string) => string): string {
  const result = mutate(json);
  if (result === json) throw new Error('The mutation changes nothing: its text is no longer in the stack');
  return result;
}

/**
 * Does the jobs of S3 notifications, EventBridge and Lambda's SQS poller. It makes only the connections that the stack
 * declares.
 */
function eventSources(
  stack: TerraformValues,
  { s3, sqs, endpoints }: AwsStandIn,
  functions: readonly DeployedFunction[],
): Pick<Deployed, 'tick' | 'upload' | 'deliverMessages'> {
  const queueUrl = (arn: string) => `${endpoints.sqs}/${ACCOUNT}/${arn.split(':').at(-1) ?? ''}`;
  const called = (arn: unknown, principal: string) => calledFunction(functions, stack, arn, principal);
  const send = (arn: string, body: string) =>
    sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(arn), MessageBody: body }));
  return {
    tick: async (schedule) => {
      const rules = Object.values(stack.all('aws_cloudwatch_event_rule'));
      const rule = rules.find((one) => one['schedule_expression'] === schedule);
      const targets = Object.values(stack.all('aws_cloudwatch_event_target'));
      const target = targets.find((one) => one['rule'] === rule?.['name']);
      if (!rule || !target) throw new Error(`No rule is declared for ${schedule}`);
      const arn = String(target['arn']);
      if (!arn.includes(':sqs:')) {
        const { input } = target;
        const event: unknown = typeof input === 'string' ? JSON.parse(input) : { source: 'aws.events' };
        return called(arn, 'events.amazonaws.com').process.invoke(event);
      }
      const policies = Object.values(stack.all('aws_sqs_queue_policy')).map(({ policy }) => String(policy));
      const condition = `"aws:SourceArn":"${stack.arnOfRule(String(rule['name']))}"`;
      if (!policies.some((policy) => policy.includes(`"${arn}"`) && policy.includes(condition))) {
        throw new Error(`EventBridge may not send to ${arn}`);
      }
      return send(arn, String(target['input']));
    },
    upload: async (bucket, key, text) => {
      const { bucket: name } = stack.all('aws_s3_bucket')[bucket] ?? {};
      await s3.send(new PutObjectCommand({ Bucket: String(name), Key: key, Body: text }));
      const notifications = Object.values(stack.all('aws_s3_bucket_notification'));
      const told = notifications.find((one) => one['bucket'] === name)?.['lambda_function'] as
        { lambda_function_arn: string }[] | undefined;
      const target = called(told?.[0]?.lambda_function_arn, 's3.amazonaws.com');
      const event = { Records: [{ s3: { bucket: { name }, object: { key: encodeURIComponent(key) } } }] };
      return target.process.invoke(event);
    },
    deliverMessages: async () => {
      for (const mapping of Object.values(stack.all('aws_lambda_event_source_mapping'))) {
        const target = functions.find(({ liveArn }) => liveArn === mapping['function_name']);
        if (!target) throw new Error(`No function consumes ${String(mapping['event_source_arn'])}`);
        const responses = (mapping['function_response_types'] ?? []) as string[];
        const url = queueUrl(String(mapping['event_source_arn']));
        while (await deliver(url, target, responses.includes('ReportBatchItemFailures'), sqs)) continue;
      }
    },
  };
}

/** @returns whether there was something to deliver */
async function deliver(
  url: string,
  target: DeployedFunction,
  isPartial: boolean,
  sqs: AwsStandIn['sqs'],
): Promise<boolean> {
  const { Messages: messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 300 }),
  );
  if (messages.length === 0) return false;
  const records = messages.map(({ MessageId: messageId, Body: body }) => ({ messageId, body }));
  const event = { Records: records } as unknown as SQSEvent;
  const answer = (await target.process.invoke(event)) as SQSBatchResponse | undefined;
  // Without the setting `ReportBatchItemFailures`, Lambda treats every answer as success.
  const failed = new Set(isPartial ? answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) : []);
  const done = messages.filter(({ MessageId: id = '' }: Message) => !failed.has(id));
  for (const { ReceiptHandle: handle } of done) {
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: handle }));
  }
  return true;
}

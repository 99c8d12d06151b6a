import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import type { Stage } from './stage.ts';

type Options = { readonly env: Readonly<Record<string, string>>; readonly cwd: string };

/** Commands of the AWS CLI that list what an install creates, and the part of the answer with the names. */
const LISTS: readonly (readonly [command: string, query: string])[] = [
  ['s3api list-buckets', 'Buckets[].Name'],
  ['dynamodb list-tables', 'TableNames'],
  ['lambda list-functions', 'Functions[].FunctionName'],
  ['lambda list-event-source-mappings', 'EventSourceMappings[].UUID'],
  ['sqs list-queues', 'QueueUrls'],
  ['sns list-topics', 'Topics[].TopicArn'],
  ['events list-rules', 'Rules[].Name'],
  ['sns list-topics --region us-east-1', 'Topics[].TopicArn'],
  ['cloudwatch describe-alarms', 'MetricAlarms[].AlarmName'],
  ['cloudwatch describe-alarms --region us-east-1', 'MetricAlarms[].AlarmName'],
  ['cloudwatch list-dashboards', 'DashboardEntries[].DashboardName'],
  ['route53 list-health-checks', 'HealthChecks[].Id'],
  ['logs describe-log-groups', 'logGroups[].logGroupName'],
  ['logs describe-log-groups --region us-east-1', 'logGroups[].logGroupName'],
  ['logs describe-deliveries --region us-east-1', 'deliveries[].id'],
  ['logs describe-delivery-sources --region us-east-1', 'deliverySources[].name'],
  ['logs describe-delivery-destinations --region us-east-1', 'deliveryDestinations[].name'],
  ['ssm describe-parameters', 'Parameters[].Name'],
  ['iam list-roles', 'Roles[].RoleName'],
  ['iam list-policies --scope Local', 'Policies[].PolicyName'],
  ['iam list-open-id-connect-providers', 'OpenIDConnectProviderList[].Arn'],
  ['apigatewayv2 get-apis', 'Items[].Name'],
  ['cognito-idp list-user-pools --max-results 60', 'UserPools[].Name'],
  ['cloudfront list-distributions', 'DistributionList.Items[].Comment'],
  ['cloudfront list-functions', 'FunctionList.Items[].Name'],
  ['cloudfront list-origin-access-controls', 'OriginAccessControlList.Items[].Name'],
  ['cloudfront list-cache-policies --type custom', 'CachePolicyList.Items[].CachePolicy.CachePolicyConfig.Name'],
  [
    'cloudfront list-response-headers-policies --type custom',
    'ResponseHeadersPolicyList.Items[].ResponseHeadersPolicy.ResponseHeadersPolicyConfig.Name',
  ],
  ['acm list-certificates --region us-east-1', 'CertificateSummaryList[].DomainName'],
  ['wafv2 list-web-acls --scope CLOUDFRONT --region us-east-1', 'WebACLs[].Name'],
];

/** Returns everything that is in the emulated account, such as `s3api list-buckets: marquee-dev-imports`. */
export async function leftIn(stage: Stage, env: Readonly<Record<string, string>>): Promise<string[]> {
  const options = { env: { ...stage.env, ...env }, cwd: stage.workspace.repository };
  const left: string[] = [];
  for (const [command, query] of [...LISTS, ...(await zonesIn(options)), ...(await keysIn(options))]) {
    left.push(...(await namesOf(command, query, options)).map((name) => `${command}: ${name}`));
  }
  return left;
}

/** Returns, for each hosted zone, a command that lists its records, without the NS and SOA records of every zone. */
async function zonesIn(options: Options): Promise<[string, string][]> {
  const zones = await namesOf('route53 list-hosted-zones', 'HostedZones[].Id', options);
  const records = "ResourceRecordSets[?Type!='NS' && Type!='SOA'].Name";
  return zones.map((id) => [`route53 list-resource-record-sets --hosted-zone-id ${id}`, records]);
}

/** Returns a command for each KMS key. It lists nothing if AWS manages the key, or if the key's deletion is scheduled. */
async function keysIn(options: Options): Promise<[string, string][]> {
  const keys = await namesOf('kms list-keys', 'Keys[].KeyId', options);
  const kept = "[KeyMetadata][?KeyManager=='CUSTOMER' && KeyState!='PendingDeletion'].Description";
  return keys.map((id) => [`kms describe-key --key-id ${id}`, kept]);
}

async function namesOf(command: string, query: string, options: Options): Promise<string[]> {
  const args = [...command.split(' '), '--query', query, '--output', 'json'];
  const { stdout } = await promisify(execFile)('aws', args, options);
  return (JSON.parse(stdout.trim() || 'null') as string[] | null) ?? [];
}

import type { Environment } from '../config/schema.ts';
import {
  ASSUMED,
  exportsOf,
  FIREWALL_A_MONTH,
  idle,
  millionLinks,
  millionMovieHits,
  millionMovieMisses,
  millionSearches,
  openSearchOf,
  price,
  ownMetrics,
  syntheticCheck,
  totalOf,
  type CostLine,
} from './cost.ts';
import { PRICES } from './prices.ts';

const money = (dollars: number) =>
  `$${dollars < 0.001 ? dollars.toFixed(4) : dollars < 0.1 ? dollars.toFixed(3) : dollars.toFixed(2)}`;

const SMALLEST = openSearchOf({ openSearch: { nodeType: 't3.small.search', nodes: 1, volumeGb: 10 } });
const RELIABLE = openSearchOf({ openSearch: { nodeType: 'r6g.large.search', nodes: 3, volumeGb: 50 } });
const formulas = (lines: readonly CostLine[]) => lines.map(({ formula }) => formula).join(' + ');

/**
 * Returns the page docs/cost.md. Its detailed bills are for the last environment in the list, which is the one that users see.
 */
export function costPage(environments: readonly Environment[]): string {
  const last = environments.at(-1);
  if (!last) throw new Error('There is no environment to calculate the cost of');
  const search = millionSearches(last);
  const searchItself = search.filter(({ what }) => what === 'API function' || what.startsWith('DynamoDB'));
  return `# What it costs

\`npm run generate --prefix infrastructure\` writes this page from the environments and from the prices in \`infrastructure/cost/prices.ts\`
(published, us-east-1, November 2026). A test fails when this page is out of date.

**No free tier is counted.** The permanent free tiers are: Lambda 1M requests and 400,000 GB-s, SQS 1M requests, DynamoDB 25 GB, CloudFront
10M requests and 1 TB, X-Ray 100,000 traces, 10 alarms, 3 dashboards, 10 custom metrics, 20,000 KMS requests, 5 GB of
log. If these free tiers were counted, an idle environment that is alone in its account would cost about one cent a month,
for DynamoDB reads, point-in-time recovery and buckets. If it has alarms, the KMS key of their topic adds ${price(PRICES.kmsKey, 0)} a month, and
each watched metric above ten adds ${price(PRICES.alarm)}.

The bills assume ${ASSUMED.films}. A call of the snapshot function that finds nothing to do takes ${String(ASSUMED.idleCallMs)} ms. A search takes ${String(ASSUMED.searchMs)} ms and returns ${String(ASSUMED.searchKb)} kB.
A movie look-up takes ${String(ASSUMED.movieHitMs)} ms from the cache or ${String(ASSUMED.movieMissMs)} ms from TMDB, and returns ${String(ASSUMED.movieKb)} kB.
The page of a film takes ${String(ASSUMED.pageMs)} ms and has ${String(ASSUMED.pageKb)} kB. None of these values was measured in AWS.

## A month without requests

| environment | region | dollars a month, at the prices of us-east-1 |
| --- | --- | --- |
${environments.map((one) => `| ${one.name} | ${one.region} | ${money(totalOf(idle(one)))} |`).join('\n')}

${table(last.name, idle(last))}

Optional extras: your own domain costs ${money(PRICES.hostedZone)} a month (the hosted zone). A firewall (\`hasFirewall\`, off by default) costs ${money(FIREWALL_A_MONTH)} a month and
${money(PRICES.wafRequests)} per million requests. A Cognito user pool is free below 10,000 users. A KMS key costs ${money(PRICES.kmsKey)} a month. Marquee creates one for each environment with alarms, and a second one if that environment is not in us-east-1. Your own KMS key for the
tables (\`tableKeyArn\`, off by default) costs as much, and ${money(PRICES.kmsRequests)} per million requests of DynamoDB to KMS. A budget is free.
The functions of an environment with alarms send custom metrics, each of which costs ${money(PRICES.metric)} a month. If every route is requested in every hour, there are ${String(ownMetrics())} of them, which cost ${money(ownMetrics() * PRICES.metric)}. An environment without alarms sends none.
A synthetic check (\`syntheticCheck\`, off by default) costs ${money(totalOf(syntheticCheck(last)))} a month: ${money(PRICES.healthCheck + 2 * PRICES.healthCheckOption)} for the check, if AWS counts CloudFront as an AWS endpoint, and the rest for about ${String(ASSUMED.checksAMinute)} requests a minute.
A copy of the films table in another region (\`replicaRegions\`, off by default) costs as much as the table, ${money(PRICES.dynamodbWrites)} per million write units, and what AWS charges for transfer between regions.
Weekly exports of all films that are kept for 90 days (\`exports\`, off by default) cost ${money(totalOf(exportsOf({ ...last, exports: { everyDays: 7, keepDays: 90 } })))} a month.
An OpenSearch domain (\`openSearch\`, off by default) costs ${money(totalOf(SMALLEST))} a month with the smallest node (${formulas(SMALLEST)}), and ${money(totalOf(RELIABLE))} with three larger nodes in three availability zones (${formulas(RELIABLE)}). In an environment with alarms, three more metrics are watched (${money(3 * PRICES.alarm)}).
A restore of the films table costs ${money(PRICES.dynamodbRestoreGb)} for each GB. Until the restored table is deleted, it costs as much as the table itself.

## A million requests

${table(`film searches (${last.name})`, search)}

${table(`movie look-ups answered from the cache (${last.name})`, millionMovieHits(last))}

${table(`movie look-ups answered by TMDB (${last.name})`, millionMovieMisses(last))}

${table(`pages of films, opened from links, none in CloudFront's cache (${last.name})`, millionLinks(last))}

Most of the cost of a film search is for what surrounds it: CloudFront, API Gateway, logs and traces. The search itself (the API function
and DynamoDB) costs ${money(totalOf(searchItself))} per million. The bills do not include cold starts, an import of all films (38,340 write units, ${money((38_340 * PRICES.dynamodbWrites) / 1_000_000)})
and a rebuild (a scan of about 2,700 read units, ${money((2_700 * PRICES.dynamodbReads) / 1_000_000)}).
`;
}

function table(title: string, lines: readonly CostLine[]): string {
  const rows = lines.map(({ what, formula, dollars }) => `| ${what} | ${formula} | ${money(dollars)} |`);
  return [
    `| ${title} | formula | dollars |`,
    '| --- | --- | --- |',
    ...rows,
    `| **sum** | | **${money(totalOf(lines))}** |`,
  ].join('\n');
}

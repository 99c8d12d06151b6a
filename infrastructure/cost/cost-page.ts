import { ENVIRONMENTS } from '../config/environments.ts';
import type { Environment } from '../config/schema.ts';
import {
  ASSUMED,
  idle,
  millionMovieHits,
  millionMovieMisses,
  millionSearches,
  totalOf,
  type CostLine,
} from './cost.ts';
import { PRICES } from './prices.ts';

/** Rules of the firewall. */
const RULES = 2;

const money = (dollars: number) =>
  `$${dollars < 0.001 ? dollars.toFixed(4) : dollars < 0.1 ? dollars.toFixed(3) : dollars.toFixed(2)}`;

/** The page docs/cost.md. */
export function costPage(alarmCount: (environment: Environment) => number): string {
  const [dev, , prod] = ENVIRONMENTS;
  if (!dev || !prod) throw new Error('The page is about dev and prod');
  const idles = ENVIRONMENTS.map((environment) => ({ environment, lines: idle(environment, alarmCount(environment)) }));
  return `# What it costs

Made by \`node infrastructure/cost/main.ts\` from the prices in \`infrastructure/cost/prices.ts\` (published, us-east-1, November 2026) and from the
environments. A test fails if this page is outdated. **No free tier is counted.** Some free tiers do not expire: Lambda 1M requests and
400,000 GB-s, SQS 1M requests, DynamoDB 25 GB, CloudFront 10M requests and 1 TB, X-Ray 100,000 traces, 10 alarms, KMS 20,000 requests,
5 GB of log. With these, an idle environment that is alone in its account costs next to nothing: a fraction of a cent for recovery and
buckets. The alarms of a second environment in the account exceed the ten free ones.

Assumptions: ${ASSUMED.films}; a call that finds nothing to do takes ${String(ASSUMED.idleCallMs)} ms; a search takes ${String(ASSUMED.searchMs)} ms and returns ${String(ASSUMED.searchKb)} kB; a movie look-up
takes ${String(ASSUMED.movieHitMs)} ms from the cache or ${String(ASSUMED.movieMissMs)} ms from TMDB, and returns ${String(ASSUMED.movieKb)} kB. None of these was measured in AWS.

## A month without requests

| environment | dollars a month |
| --- | --- |
${idles.map(({ environment, lines }) => `| ${environment.name} | ${money(totalOf(lines))} |`).join('\n')}

${table(`prod`, idles.at(-1)?.lines ?? [])}

Options cost extra: a custom domain $0.50 (the hosted zone), and a firewall ${money(PRICES.wafAcl + RULES * PRICES.wafRule)} plus ${money(PRICES.wafRequests)} for a million requests
(\`hasFirewall\`, off by default). A Cognito user pool costs nothing below 10,000 users. Customer-managed KMS keys would cost $1 each; none is used.

## A million requests

${table('film searches (prod)', millionSearches(prod))}

${table('movie look-ups that the cache answers (prod)', millionMovieHits(prod))}

${table('movie look-ups that TMDB answers (prod)', millionMovieMisses(prod))}

So most of the cost of a search is not the search: it is CloudFront, API Gateway, logs and traces. The search itself, function and store, costs
${money(totalOf(millionSearches(prod).filter(({ what }) => what === 'API function' || what.startsWith('DynamoDB'))))}.
Not included are cold starts, an import of all films (38,340 write units, ${money((38_340 * PRICES.dynamodbWrites) / 1_000_000)}) and a rebuild (a scan of about 2,700 units, ${money((2_700 * PRICES.dynamodbReads) / 1_000_000)}).
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

import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification/index.js';
import type { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';
import {
  ACCESS,
  CACHE_TABLE,
  FILMS_TABLE,
  MOVIE_PROVIDERS,
  type TableDefinition,
} from '../../server/src/composition/deployment.ts';
import { FUNCTIONS, type Bundles, type FunctionName } from '../bundles/pack-bundles.ts';
import type { Environment } from '../config/schema.ts';
import { Alarms } from '../constructs/alarms.ts';
import { Budget } from '../constructs/budget.ts';
import { Dashboard } from '../constructs/dashboard.ts';
import { DeploymentAlarms } from '../constructs/deployment-alarms.ts';
import { DynamoTable } from '../constructs/dynamo-table.ts';
import { HttpApi } from '../constructs/http-api.ts';
import { NodeLambda, type NodeLambdaProps } from '../constructs/node-lambda.ts';
import { PrivateBucket, type PrivateBucketProps } from '../constructs/private-bucket.ts';
import { DeadLetterQueue, Queue } from '../constructs/queue.ts';
import { SearchDomain } from '../constructs/search-domain.ts';
import { COGNITO_SCOPE, SignIn } from '../constructs/sign-in.ts';
import { callRegularly } from './call-regularly.ts';
import { dashboardText, graphsOf } from './dashboard-graphs.ts';
import { DESCRIPTIONS } from './descriptions.ts';
import { feeding, functionGrants, searching, SNAPSHOTS_PREFIX } from './function-grants.ts';
import { keyParameter } from './key-parameter.ts';
import { MarqueeStack } from './marquee-stack.ts';
import {
  boundaryOf,
  cognitoDomainPrefix,
  deploymentAlarms,
  edgeAlarms,
  LIVE,
  nameIn,
  pageBucket,
  searchDomainName,
  searchDomainOf,
} from './names.ts';
import { oidcSettings, type Tokens } from './oidc-settings.ts';
import { onBehalfGrants, type OnBehalfResources } from './on-behalf-grants.ts';
import { serverWatches, type Watched } from './watches.ts';

/**
 * The timeouts of the functions. The timeout of the API is below the 30 s of API Gateway. Import and snapshot get
 * Lambda's maximum. Purge gets more than it needs.
 */
const TIMEOUT_SEC = { api: 29, import: 900, snapshot: 900, purge: 60 } as const satisfies Record<FunctionName, number>;

/** Exports are in the bucket of the snapshots, beside the snapshots. */
const EXPORTS_PREFIX = 'exports/';

/** Paths of the page that the sign-in may redirect back to. */
const CALLBACK_PATHS = ['/', '/signed-in', '/callback'];

type Parts = {
  readonly films: DynamoTable;
  readonly cache: DynamoTable;
  readonly imports: PrivateBucket;
  readonly snapshots: PrivateBucket;
  readonly token: SsmParameter;
  readonly purges: Queue;
  readonly purgeDead: DeadLetterQueue;
  /** Receives the events that the import or the rebuild failed to process. */
  readonly failures: Queue;
  readonly searchDomain: SearchDomain | undefined;
};

type Functions = Readonly<Record<FunctionName, NodeLambda>>;

/**
 * The stack with everything behind /v1: tables, functions, API, queues, schedules, buckets, and the parameter with the
 * key of the movie provider.
 */
export class ServerStack extends MarqueeStack {
  readonly #environment: Environment;
  readonly #bundles: Bundles;
  readonly #name: string;

  constructor(scope: Construct, environment: Environment, bundles: Bundles) {
    const name = nameIn(environment);
    super(scope, `${name}-server`, {
      region: environment.region,
      account: environment.account,
      tags: { environment: environment.name },
    });
    this.#environment = environment;
    this.#bundles = bundles;
    this.#name = name;
    const parts = this.#parts();
    const tokens = this.#tokens();
    const functions = this.#functions(parts, tokens);
    const { api } = new HttpApi(this, 'http-api', {
      name: `${name}-api`,
      handler: functions.api.alias,
      routes: Object.entries(ACCESS).map(([key, access]) => ({ key, isPublic: access === 'public' })),
      tokens,
      throttle: environment.throttle,
      logRetentionDays: environment.logRetentionDays,
    });
    this.#importEachFile(parts.imports, functions.import);
    this.#purgeFrom(parts.purges, functions.purge);
    const rules = callRegularly(this, { name, exports: environment.exports }, functions, parts.purges);
    this.#watch(functions, parts, { apiId: api.id, rules });
    this.#outputs(parts, functions, api.apiEndpoint);
  }

  #parts(): Parts {
    const name = this.#name;
    const { exports } = this.#environment;
    const purgeDead = new DeadLetterQueue(this, 'purge-dead', { name: `${name}-purge-dead` });
    return {
      films: this.#table('films', FILMS_TABLE, true, this.#environment.replicaRegions),
      // Losing the cache is harmless: the provider has the movies, and everything else in it expires too.
      cache: this.#table('cache', CACHE_TABLE, false),
      imports: this.#bucket('imports'),
      snapshots: this.#bucket('snapshots', exports && { prefix: EXPORTS_PREFIX, days: exports.keepDays }),
      token: keyParameter(this, this.#environment),
      purgeDead,
      purges: new Queue(this, 'purges', {
        name: `${name}-purges`,
        // AWS recommends a visibility timeout of six times the function's timeout.
        visibilitySec: 6 * TIMEOUT_SEC.purge,
        deadLetters: { queue: purgeDead, afterTries: 5 },
      }),
      failures: new Queue(this, 'failures', { name: `${name}-failures` }),
      searchDomain: this.#searchDomain(),
    };
  }

  #searchDomain(): SearchDomain | undefined {
    const { openSearch, isProtected } = this.#environment;
    if (!openSearch) return undefined;
    const name = searchDomainName(this.#environment);
    return new SearchDomain(this, 'search-domain', { name, address: 'search', isProtected, ...openSearch });
  }

  #table(
    id: string,
    definition: TableDefinition,
    isBackedUp: boolean,
    replicaRegions: readonly string[] = [],
  ): DynamoTable {
    const table = new DynamoTable(this, id, {
      name: `${this.#name}-${id}`,
      definition,
      isProtected: this.#environment.isProtected,
      isBackedUp,
      keyArn: this.#environment.tableKeyArn,
      replicaRegions,
    });
    // Terraform destroys a resource whose address changes. With a fixed address, the data is kept when the construct
    // moves in the code.
    table.table.overrideLogicalId(id);
    return table;
  }

  /** The name of the table of films that the functions use: the restored one, if the environment names one. */
  #filmsInUse({ films }: Parts): string {
    return this.#environment.filmsTableName ?? films.table.name;
  }

  #bucket(id: string, expires?: PrivateBucketProps['expires']): PrivateBucket {
    return new PrivateBucket(this, id, {
      name: `${this.#name}-${id}-${this.accountId}`,
      address: id,
      oldVersionsDays: 7,
      expires,
      isProtected: this.#environment.isProtected,
    });
  }

  #tokens(): Tokens | undefined {
    const { writers, name, region, domain, isProtected } = this.#environment;
    switch (writers.kind) {
      case 'nobody':
        return undefined;
      case 'issuer':
        return writers;
      case 'cognito': {
        const page = domain ? `https://${domain.name}` : this.#pageUrl();
        const { issuer, clientId, poolId } = new SignIn(this, 'sign-in', {
          name: this.#name,
          domainPrefix: cognitoDomainPrefix(name, this.accountId),
          region,
          callbackUrls: CALLBACK_PATHS.map((path) => `${page}${path}`),
          isProtected,
        });
        this.output('user_pool_id', poolId, 'User pool in which an administrator creates the users who may write');
        return { issuer, clientId, audience: clientId, scope: COGNITO_SCOPE };
      }
    }
  }

  #originVerify(): string {
    return this.variable(
      'origin_verify_sha256',
      'The output origin_verify_sha256 of the client stack: the API refuses requests that do not come through CloudFront. Empty: it refuses none.',
      '',
    ).stringValue;
  }

  #pageUrl(): string {
    return this.variable(
      'page_url',
      'URL of the page, the output page_url of the client stack: sign-in redirects people back to it.',
      'http://localhost:3030',
    ).stringValue;
  }

  #functions(parts: Parts, tokens: Tokens | undefined) {
    const { films, cache, imports, snapshots, token, purges, failures, searchDomain } = parts;
    const { attributes, exports, movieProvider } = this.#environment;
    const pageIndex = `${pageBucket(this.#environment, this.accountId)}/index.html`;
    const resources = {
      // Terraform changes permissions at once, and the live versions use the table of their own settings until a deployment
      // replaces them. So the functions may always use every restored table too.
      films: [films.table.arn, `${films.table.arn}-*`],
      cache: cache.table.arn,
      imports: imports.bucket.arn,
      snapshots: { bucket: snapshots.bucket.arn, prefix: SNAPSHOTS_PREFIX },
      exportsPrefix: exports && EXPORTS_PREFIX,
      purges: purges.queue.arn,
      token: token.arn,
      pageIndex: `arn:aws:s3:::${pageIndex}`,
      failures: failures.queue.arn,
      searchDomain: searchDomainOf(this.#environment, this.accountId),
    };
    const grants = functionGrants(resources);
    const add = (
      name: FunctionName,
      settings: Readonly<Record<string, string>>,
      whenEventsFail?: NodeLambdaProps['whenEventsFail'],
    ) => this.#function(name, [...grants[name], ...this.#onBehalfGrants(name, resources)], settings, whenEventsFail);
    // The functions that search and the ones that build snapshots must have the same declared attributes.
    const catalogue = {
      MARQUEE_FILMS_TABLE: this.#filmsInUse(parts),
      MARQUEE_SNAPSHOTS: `s3://${snapshots.bucket.bucket}/${SNAPSHOTS_PREFIX}`,
      ...(attributes.length > 0 && { MARQUEE_ATTRIBUTES: JSON.stringify(attributes) }),
      ...(searchDomain && { MARQUEE_SEARCH: 'opensearch', MARQUEE_OPENSEARCH_ENDPOINT: searchDomain.url }),
    };
    const purging = {
      MARQUEE_CACHE_TABLE: cache.table.name,
      MARQUEE_PURGE_QUEUE_URL: purges.queue.url,
      // TMDB is the default of the functions. The name of the provider is part of the keys of the cache.
      ...(movieProvider !== 'tmdb' && { MARQUEE_MOVIE_PROVIDER: movieProvider }),
    };
    const exporting = exports && { MARQUEE_EXPORTS: `s3://${snapshots.bucket.bucket}/${EXPORTS_PREFIX}` };
    const queueArn = failures.queue.arn;
    const functions = {
      api: add('api', {
        ...catalogue,
        ...purging,
        ...{ MARQUEE_PAGE_INDEX: `s3://${pageIndex}`, [MOVIE_PROVIDERS[movieProvider].keyParameter]: token.name },
        ...oidcSettings(tokens),
        ...(this.#environment.countsEmptySearches && { MARQUEE_SEARCHES_WITHOUT_RESULTS: 'true' }),
        ...(this.#environment.hasFirewall && { MARQUEE_ORIGIN_VERIFY_SHA256: this.#originVerify() }),
      }),
      // Files that arrive together wait for each other, for up to six hours.
      import: add('import', { ...catalogue, ...exporting }, { queueArn, retries: 2, maxAgeSec: 21_600 }),
      // There is no retry, because the next call follows within a minute. A call during a rebuild waits until the
      // rebuild has ended, and then finds that no rebuild is due.
      snapshot: add('snapshot', catalogue, { queueArn, retries: 0, maxAgeSec: 3_600 }),
      purge: add('purge', purging),
    };
    searchDomain?.letIn([
      { roleArn: functions.api.roleArn, statements: searching(resources) },
      { roleArn: functions.snapshot.roleArn, statements: feeding(resources) },
    ]);
    return functions;
  }

  #onBehalfGrants(
    name: FunctionName,
    resources: Omit<OnBehalfResources, 'region' | 'accountId' | 'logGroup' | 'tableKeyArn'>,
  ) {
    const { accountId } = this;
    const { region, tableKeyArn } = this.#environment;
    const logGroup = `arn:aws:logs:${region}:${accountId}:log-group:/aws/lambda/${this.#name}-${name}`;
    return onBehalfGrants(name, { ...resources, region, accountId, logGroup, tableKeyArn });
  }

  #function(
    name: FunctionName,
    grants: NodeLambdaProps['grants'],
    settings: Readonly<Record<string, string>>,
    whenEventsFail?: NodeLambdaProps['whenEventsFail'],
  ): NodeLambda {
    return new NodeLambda(this, name, {
      name: `${this.#name}-${name}`,
      description: DESCRIPTIONS[name],
      alias: LIVE,
      bundle: this.#bundles[name],
      timeoutSec: TIMEOUT_SEC[name],
      ...this.#environment.functions[name],
      logRetentionDays: this.#environment.logRetentionDays,
      // Without this setting, the functions send no metrics. Each metric costs $0.30 a month, and only alarms, the
      // dashboard and the status page use it.
      settings: {
        ...(this.#environment.alarms !== false && { MARQUEE_ENVIRONMENT: this.#environment.name }),
        ...settings,
      },
      grants,
      boundaryArn: `arn:aws:iam::${this.accountId}:policy/${boundaryOf(this.#environment)}`,
      ...(whenEventsFail && { whenEventsFail }),
    });
  }

  #importEachFile({ bucket }: PrivateBucket, importer: NodeLambda): void {
    const permission = new LambdaPermission(this, 'import-permission', {
      functionName: importer.function.functionName,
      qualifier: importer.alias.name,
      action: 'lambda:InvokeFunction',
      principal: 's3.amazonaws.com',
      sourceArn: bucket.arn,
      // The bucket must belong to this account, because somebody else may take the name of a bucket after it is
      // deleted.
      sourceAccount: this.accountId,
    });
    new S3BucketNotification(this, 'import-notification', {
      bucket: bucket.id,
      lambdaFunction: [{ lambdaFunctionArn: importer.alias.arn, events: ['s3:ObjectCreated:*'] }],
      dependsOn: [permission],
    });
  }

  #purgeFrom({ queue }: Queue, purge: NodeLambda): void {
    new LambdaEventSourceMapping(this, 'purge-source', {
      eventSourceArn: queue.arn,
      functionName: purge.alias.arn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
      // The lowest value that AWS allows for an SQS event source.
      scalingConfig: { maximumConcurrency: 2 },
    });
  }

  /** Alarms, the dashboard and the budget, if the environment has them. */
  #watch(functions: Functions, parts: Parts, { apiId, rules }: Pick<Watched, 'apiId' | 'rules'>): void {
    const { alarms, region, name: environment, openSearch } = this.#environment;
    if (alarms === false) return;
    new DeploymentAlarms(this, 'deployment-alarms', {
      ...{ names: deploymentAlarms(this.#environment), api: functions.api.alias, apiId },
    });
    const names = Object.fromEntries(FUNCTIONS.map((name) => [name, functions[name].function.functionName]));
    const watched: Watched = {
      ...{ environment, apiId, rules, functions: names, answering: functions.api.function.functionName },
      deadLetters: { 'purge-dead': parts.purgeDead.queue.name, failures: parts.failures.queue.name },
      searchDomain: openSearch && {
        ...{ name: searchDomainName(this.#environment), accountId: this.accountId, volumeGb: openSearch.volumeGb },
      },
    };
    const { topicArn, arns } = new Alarms(this, 'alarms', {
      ...{ name: this.#name, accountId: this.accountId, email: alarms.email },
      watches: serverWatches(watched),
    });
    new Dashboard(this, 'dashboard', {
      ...{ name: `${this.#name}-dashboard`, region, text: dashboardText(environment), alarmArns: arns },
      graphs: graphsOf({
        ...watched,
        purges: parts.purges.queue.name,
        tables: { films: this.#filmsInUse(parts), cache: parts.cache.table.name },
        edgeAlarms: edgeAlarms(this.#environment, this.accountId, alarms.syntheticCheck),
      }),
    });
    if (alarms.accountBudgetDollars !== undefined) {
      const dollarsAMonth = alarms.accountBudgetDollars;
      new Budget(this, 'budget', { name: `${this.#name}-account`, dollarsAMonth, topicArn });
    }
    this.output('alarm_topic_arn', topicArn, 'SNS topic of the alarms: subscribe everyone who should be notified');
  }

  #outputs(parts: Parts, functions: Functions, apiUrl: string): void {
    const { films, cache, imports, snapshots, token, purges } = parts;
    this.output('api_url', apiUrl, 'The API without CloudFront; its routes begin with /v1');
    this.output('api_domain', Fn.replace(apiUrl, 'https://', ''), 'For the client stack: TF_VAR_api_domain');
    this.output('films_table', films.table.name, 'Films table');
    const inUse = this.#environment.filmsTableName;
    if (inUse !== undefined) this.output('films_table_in_use', inUse, 'Restored films table, which the functions use');
    this.output('cache_table', cache.table.name, 'Table of the movies cache');
    this.output('import_bucket', imports.bucket.bucket, 'Files uploaded to this bucket are imported');
    this.output('snapshots_bucket', snapshots.bucket.bucket, 'Bucket of the search snapshots');
    this.output('token_parameter', token.name, 'SSM parameter for the key of the movie provider');
    this.output('purge_queue_url', purges.queue.url, 'Queue of purge requests');
    if (parts.searchDomain) this.output('opensearch_domain', parts.searchDomain.name, 'OpenSearch domain');
    for (const name of FUNCTIONS) {
      this.output(`${name}_function`, functions[name].function.functionName, DESCRIPTIONS[name]);
    }
  }
}

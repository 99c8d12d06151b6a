import type { FunctionName } from '../bundles/pack-bundles.ts';
import type { Statement } from '../constructs/policy.ts';

/** The prefix of the search snapshots in their bucket. */
export const SNAPSHOTS_PREFIX = 'films/';

/** ARNs of the resources that the functions use. */
export type Resources = {
  /** The films table, and every table that can be restored from it. */
  readonly films: readonly string[];
  readonly cache: string;
  readonly imports: string;
  readonly snapshots: { readonly bucket: string; readonly prefix: string };
  /** Prefix of the exports in the bucket of the snapshots. Absent: there are no exports. */
  readonly exportsPrefix?: string | undefined;
  readonly purges: string;
  readonly token: string;
  /** index.html of the page. Absent: the API does not read it from a bucket. */
  readonly pageIndex?: string | undefined;
  /** Absent: there is none. */
  readonly searchDomain?: Domain | undefined;
};

/** An OpenSearch domain. */
type Domain = {
  readonly arn: string;
  /** The names of the indices, and of the alias of the one that is searched, begin like this. */
  readonly index: string;
};

/**
 * Returns exactly the actions that the code of each function calls, on exactly the resources that it uses. A test runs
 * every function and compares its calls with this list.
 */
export function functionGrants(resources: Resources): Record<FunctionName, Statement[]> {
  const { films, cache, imports, purges, token, pageIndex, exportsPrefix } = resources;
  const changes = films.map((table) => `${table}/index/changes`);
  const snapshotFiles = `${resources.snapshots.bucket}/${resources.snapshots.prefix}*`;
  const rebuild = [
    { actions: dynamodb('Query'), resources: changes },
    { actions: ['s3:DeleteObject', 's3:PutObject'], resources: [snapshotFiles] },
    {
      actions: ['s3:ListBucket'],
      resources: [resources.snapshots.bucket],
      conditions: { StringLike: { 's3:prefix': `${resources.snapshots.prefix}*` } },
    },
  ];
  return {
    api: [
      { actions: dynamodb('BatchGetItem', 'GetItem', 'Scan', 'UpdateItem'), resources: films },
      { actions: dynamodb('Query'), resources: changes },
      { actions: dynamodb('BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'), resources: [cache] },
      { actions: ['s3:GetObject'], resources: [...(pageIndex === undefined ? [] : [pageIndex]), snapshotFiles] },
      { actions: ['sqs:SendMessage'], resources: [purges] },
      { actions: ['ssm:GetParameter'], resources: [token] },
      ...searching(resources),
    ],
    import: [
      { actions: ['s3:GetObject'], resources: [`${imports}/*`] },
      { actions: dynamodb('BatchGetItem', 'GetItem', 'Scan', 'UpdateItem'), resources: films },
      ...rebuild,
      ...(exportsPrefix === undefined
        ? []
        : [{ actions: ['s3:PutObject'], resources: [`${resources.snapshots.bucket}/${exportsPrefix}*`] }]),
    ],
    snapshot: [
      { actions: dynamodb('GetItem', 'Scan', 'UpdateItem'), resources: films },
      ...rebuild,
      ...feeding(resources),
    ],
    purge: [
      { actions: dynamodb('BatchGetItem', 'BatchWriteItem', 'GetItem', 'Scan', 'UpdateItem'), resources: [cache] },
      { actions: ['sqs:SendMessage'], resources: [purges] },
    ],
  };
}

/** Searching in the domain, and bringing edits to the films in it. The paths of requests are part of the ARNs. */
export function searching({ searchDomain: domain }: Pick<Resources, 'searchDomain'>): Statement[] {
  if (domain === undefined) return [];
  const { arn, index } = domain;
  return [
    { actions: ['es:ESHttpPost'], resources: [`${arn}/_msearch`, `${arn}/${index}*/_bulk`, `${arn}/${index}*/_mget`] },
  ];
}

/** Building indices in the domain, moving the alias to them, and deleting old ones. */
export function feeding({ searchDomain: domain }: Pick<Resources, 'searchDomain'>): Statement[] {
  if (domain === undefined) return [];
  const { arn, index } = domain;
  return [
    {
      actions: ['es:ESHttpDelete', 'es:ESHttpGet', 'es:ESHttpPost', 'es:ESHttpPut'],
      resources: [`${arn}/${index}*`, `${arn}/_alias/${index}*`, `${arn}/_aliases`, `${arn}/_msearch`],
    },
  ];
}

function dynamodb(...operations: string[]): string[] {
  return operations.map((operation) => `dynamodb:${operation}`);
}

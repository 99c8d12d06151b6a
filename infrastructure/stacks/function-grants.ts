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
    ],
    import: [
      { actions: ['s3:GetObject'], resources: [`${imports}/*`] },
      { actions: dynamodb('BatchGetItem', 'GetItem', 'Scan', 'UpdateItem'), resources: films },
      ...rebuild,
      ...(exportsPrefix === undefined
        ? []
        : [{ actions: ['s3:PutObject'], resources: [`${resources.snapshots.bucket}/${exportsPrefix}*`] }]),
    ],
    snapshot: [{ actions: dynamodb('GetItem', 'Scan', 'UpdateItem'), resources: films }, ...rebuild],
    purge: [
      { actions: dynamodb('BatchGetItem', 'BatchWriteItem', 'GetItem', 'Scan', 'UpdateItem'), resources: [cache] },
      { actions: ['sqs:SendMessage'], resources: [purges] },
    ],
  };
}

function dynamodb(...operations: string[]): string[] {
  return operations.map((operation) => `dynamodb:${operation}`);
}

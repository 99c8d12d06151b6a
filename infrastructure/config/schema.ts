import * as z from 'zod';
import {
  MOVIE_PROVIDER_NAMES,
  readDeclarations,
  type AttributeDeclaration,
} from '../../server/src/composition/deployment.ts';

/**
 * The name of an environment. It is part of the names of roles and buckets. The name of a bucket may have at most 63
 * characters, so the name of an environment must be short.
 */
const name = z
  .string()
  .regex(/^[a-z][a-z0-9]{1,11}$/, 'must be 2 to 12 characters of a-z and 0-9, and begin with a letter')
  // The deploy role of an environment may change everything whose name begins with marquee-<name>-. With these names,
  // that would include every role of a workflow (marquee-deploy-..., marquee-drift-...) or the bucket with the state
  // (marquee-state-...).
  .refine((value) => !['deploy', 'drift', 'state'].includes(value), 'must not be deploy, drift or state');

/** Size of one Lambda function: docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const functionSize = z.strictObject({
  /** At 1,769 MB a function gets one whole vCPU. */
  memoryMb: z.int().min(128).max(10_240),
  /**
   * The number of instances that may run at once. They are reserved from the account's limit. If the number is absent,
   * the function uses what the account has left. A new account may run 10 instances in all, and cannot reserve any of
   * them.
   */
  reservedConcurrency: z.int().min(1).max(10_000).optional(),
});

const https = z.url({ protocol: /^https$/ });

/** Who may write films. */
const writers = z.discriminatedUnion('kind', [
  /** Nobody: the API is read-only. */
  z.strictObject({ kind: z.literal('nobody') }),
  /** Everyone with a token from an existing OpenID Connect issuer that signs with RSA; see docs/authorization.md. */
  z.strictObject({
    kind: z.literal('issuer'),
    issuer: https,
    audience: z.string().min(1),
    /** The page's client id at the issuer. Absent: the page offers no sign-in. */
    clientId: z.string().min(1).optional(),
    /** Scopes that the page requests, separated by spaces. Absent: the default in docs/authorization.md. */
    scope: z.string().min(1).optional(),
  }),
  /** Users of this environment's own Cognito user pool; an administrator creates them. */
  z.strictObject({ kind: z.literal('cognito') }),
]);

/** The server knows the rules of declarations, and checks them again at its start. */
const attributes = z.custom<readonly AttributeDeclaration[]>().superRefine((list, context) => {
  try {
    readDeclarations(list);
  } catch (error) {
    context.addIssue((error as Error).message);
  }
});

const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as us-east-1');

/**
 * The types of nodes of an OpenSearch domain, and the largest volume of each, in GB (docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html).
 * The larger two could have more, but then the volume would also need more than the 3,000 operations a second that every volume has.
 */
const OPENSEARCH_VOLUMES = {
  't3.small.search': 100,
  't3.medium.search': 200,
  'm6g.large.search': 1_000,
  'r6g.large.search': 1_000,
} as const;

export type OpenSearchNodeType = keyof typeof OPENSEARCH_VOLUMES;

/** An OpenSearch domain that searches the films; see "OpenSearch" in docs/operations.md. */
const openSearch = z
  .strictObject({
    nodeType: z.enum(Object.keys(OPENSEARCH_VOLUMES) as OpenSearchNodeType[]).default('t3.small.search'),
    /**
     * 1, whose loss is the loss of search until AWS has replaced it; or 3, 6 or 9 in three availability zones. Each of them can
     * have all films, so more nodes make the domain more reliable, and not larger.
     */
    nodes: z
      .int()
      .min(1)
      .max(9)
      .refine((nodes) => nodes === 1 || nodes % 3 === 0, {
        error:
          'must be 1, or 3, 6 or 9, which are spread over three availability zones: if one of two nodes or zones is lost, the rest has no majority, and the domain stops',
      })
      .default(1),
    /** The volume of each node. The largest depends on the type of the node. */
    volumeGb: z.int().min(10).default(10),
  })
  .refine(({ nodeType, volumeGb }) => volumeGb <= OPENSEARCH_VOLUMES[nodeType], {
    error: ({ input }) => {
      const { nodeType } = input as { readonly nodeType: OpenSearchNodeType };
      return `must be at most ${String(OPENSEARCH_VOLUMES[nodeType])} with nodes of the type ${nodeType}`;
    },
    path: ['volumeGb'],
  });

const environmentFields = z.strictObject({
  name,
  region,
  /** The only AWS account that the environment may be installed in. Absent: any account. */
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be the 12 digits of an AWS account')
    .optional(),
  /** Protects data against accidental deletion: tables have deletion protection, and Terraform does not empty buckets. */
  isProtected: z.boolean(),
  functions: z.strictObject({ api: functionSize, import: functionSize, snapshot: functionSize, purge: functionSize }),
  /**
   * Limits of the whole API: requests a second on average, and requests in a burst. Requests above the limits get a
   * 429.
   */
  throttle: z.strictObject({
    requestsPerSecond: z.int().min(1).max(10_000),
    burst: z.int().min(1).max(5_000),
  }),
  /**
   * ARN of a KMS key of yours, in the same account and region, under which DynamoDB encrypts the tables. Absent: a key that AWS owns,
   * which costs nothing and needs no permission. See docs/operations.md.
   */
  tableKeyArn: z
    .string()
    .regex(/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[a-zA-Z0-9-]+$/, 'must be the ARN of a KMS key')
    .optional(),
  /**
   * Further regions that have a copy of the films table, which DynamoDB keeps up to date. Nothing reads the copies yet:
   * docs/adr/0012-global-tables.md says what reading them would need.
   */
  replicaRegions: z.array(region).default([]),
  /**
   * Name of a restored films table, such as marquee-prod-films-restored-20261129t1200. The functions use it instead of the
   * table that Terraform has created, which stays as it is. Absent: the functions use Terraform's table. See "Backups and
   * the restore drill" in docs/operations.md.
   */
  filmsTableName: z
    .string()
    .regex(/^[a-zA-Z0-9-]{3,255}$/, 'must be 3 to 255 of the characters a-z, A-Z, 0-9 and -')
    .optional(),
  /**
   * Exports all films regularly to the bucket of the snapshots, under `exports/`. An export is deleted after `keepDays`.
   * Absent: there are no exports.
   */
  exports: z
    .strictObject({ everyDays: z.int().min(1).max(365), keepDays: z.int().min(1).max(3_650).default(90) })
    .optional(),
  /**
   * Counts the searches that find nothing, and lists the frequent ones for operators; see "Searches without results" in
   * docs/operations.md for what is stored.
   */
  countsEmptySearches: z.boolean().default(false),
  /** One of the periods that CloudWatch supports. */
  logRetentionDays: z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731]),
  /** Alarms and a dashboard; docs/cost.md says what they cost. `false`: neither. */
  alarms: z.union([
    z.literal(false),
    z.strictObject({
      /** This address is subscribed to the SNS topic of the alarms. */
      email: z.email().optional(),
      /** Warns when the costs of the whole AWS account approach this many dollars a month. Absent: there is no budget. */
      accountBudgetDollars: z.int().min(1).optional(),
      /** Lets Route 53 call the public address from three regions, and raises an alarm when it does not answer. */
      syntheticCheck: z.boolean().default(false),
    }),
  ]),
  writers,
  /** Where live movie search finds movies; see docs/movies-cache.md. */
  movieProvider: z.enum(MOVIE_PROVIDER_NAMES).default('tmdb'),
  /** Attributes of films that queries may use; see docs/attributes.md. */
  attributes: attributes.default([]),
  /** Your own domain for the page, in a Route 53 hosted zone of the same account. */
  domain: z.strictObject({ name: z.hostname(), zone: z.hostname() }).optional(),
  /**
   * A Kubernetes cluster whose pods run the API over this environment; see docs/cluster.md. Absent: there are no roles for
   * pods.
   */
  cluster: z
    .strictObject({
      /**
       * The URL of the cluster's issuer, as `aws eks describe-cluster` prints it. The account must have an OpenID Connect
       * provider for it.
       */
      issuer: https,
      /** The namespace of the pods. */
      namespace: z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'must be the name of a namespace'),
    })
    .optional(),
  /**
   * An Amazon OpenSearch Service domain, which then searches the films instead of the functions themselves: from $27.50 a
   * month, see docs/cost.md. Absent: there is no domain, and each instance of a function searches in its own memory.
   */
  openSearch: openSearch.optional(),
  /**
   * A web application firewall in front of page and API: $7 a month and $0.60 a million requests; see docs/cost.md. The
   * API then refuses requests that do not come through CloudFront.
   */
  hasFirewall: z.boolean().default(false),
});

export const environmentSchema = environmentFields
  .refine(({ region: own, tableKeyArn }) => tableKeyArn === undefined || tableKeyArn.split(':')[3] === own, {
    error: 'must be in the region of the environment',
    path: ['tableKeyArn'],
  })
  .refine(({ region: own, replicaRegions }) => new Set([own, ...replicaRegions]).size > replicaRegions.length, {
    error: 'must be different regions, and not the region of the environment',
    path: ['replicaRegions'],
  })
  .refine(({ tableKeyArn, replicaRegions }) => tableKeyArn === undefined || replicaRegions.length === 0, {
    error: 'cannot be combined with tableKeyArn, because a copy in another region needs a key in that region',
    path: ['replicaRegions'],
  })
  // The deploy role may use only tables whose name begins like this.
  .refine((one) => one.filmsTableName?.startsWith(`marquee-${one.name}-films-`) ?? true, {
    error: 'must begin with marquee-<name of the environment>-films-',
    path: ['filmsTableName'],
  });

export type Environment = z.output<typeof environmentSchema>;
export type EnvironmentInput = z.input<typeof environmentSchema>;

/** @throws Error that names every fault of every environment */
export function checkEnvironments(environments: readonly EnvironmentInput[]): readonly Environment[] {
  const result = z.array(environmentSchema).safeParse(environments);
  if (!result.success) throw new Error(`environments.ts is wrong:\n${z.prettifyError(result.error)}`);
  const names = result.data.map((environment) => environment.name);
  if (new Set(names).size < names.length)
    throw new Error('environments.ts is wrong: two environments have the same name');
  return result.data;
}

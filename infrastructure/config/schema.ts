import * as z from 'zod';

/** Becomes part of names: of buckets, which have room for 63 characters, and of roles. */
const name = z.string().regex(/^[a-z][a-z0-9]{1,11}$/, 'must be 2 to 12 of a-z and 0-9, a letter first');

/** Of one Lambda: docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const functionSize = z.strictObject({
  /** A function gets a whole processor at 1,769 MB. */
  memoryMb: z.int().min(128).max(10_240),
  /**
   * So many instances at once and no more, kept aside from the account's limit. Absent: as many as the account has left.
   * New accounts have 10 in all, of which none can be kept aside.
   */
  reservedConcurrency: z.int().min(1).max(10_000).optional(),
});

const https = z.url({ protocol: /^https$/ });

/** Who may write. */
const writers = z.discriminatedUnion('kind', [
  /** Nobody: the API is read-only. */
  z.strictObject({ kind: z.literal('nobody') }),
  /** Whoever has a token of an OpenID Connect issuer that exists already; see docs/authorization.md. */
  z.strictObject({
    kind: z.literal('issuer'),
    issuer: https,
    audience: z.string().min(1),
    /** The page's client there; absent: the page signs nobody in. */
    clientId: z.string().min(1).optional(),
    /** What the page asks for, with spaces between; absent: as docs/authorization.md has it. */
    scope: z.string().min(1).optional(),
  }),
  /** Users of a Cognito user pool of this environment's own; an administrator makes them. */
  z.strictObject({ kind: z.literal('cognito') }),
]);

export const environmentSchema = z.strictObject({
  name,
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as us-east-1'),
  /** Data cannot be deleted by accident: deletion protection of the tables, no emptying of buckets by Terraform. */
  isProtected: z.boolean(),
  functions: z.strictObject({ api: functionSize, import: functionSize, snapshot: functionSize, purge: functionSize }),
  /** Of the whole API: requests a second on average, and in a burst. More are answered 429. */
  throttle: z.strictObject({
    requestsPerSecond: z.int().min(1).max(10_000),
    burst: z.int().min(1).max(5_000),
  }),
  /** One of the periods that CloudWatch knows. */
  logRetentionDays: z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731]),
  /** Each alarm costs $0.10 a month. They go to an SNS topic; `email` is subscribed to it. */
  alarms: z.union([z.literal(false), z.strictObject({ email: z.email().optional() })]),
  writers,
  /** A domain of one's own for the page, in a hosted zone of Route 53 in the same account. */
  domain: z.strictObject({ name: z.hostname(), zone: z.hostname() }).optional(),
  /** A web application firewall before page and API: $7 a month and $0.60 a million requests; see docs/cost.md. */
  hasFirewall: z.boolean().default(false),
});

export type Environment = z.output<typeof environmentSchema>;
export type EnvironmentInput = z.input<typeof environmentSchema>;

/** @throws Error naming every fault of every environment */
export function checkEnvironments(environments: readonly EnvironmentInput[]): readonly Environment[] {
  const result = z.array(environmentSchema).safeParse(environments);
  if (!result.success) throw new Error(`environments.ts is wrong:\n${z.prettifyError(result.error)}`);
  const names = result.data.map((environment) => environment.name);
  if (new Set(names).size < names.length) throw new Error('environments.ts is wrong: two environments have one name');
  return result.data;
}

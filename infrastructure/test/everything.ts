import { environmentSchema } from '../config/schema.ts';

/** An environment with every option except those of the two below, for tests and rehearsals. */
export const EVERYTHING = environmentSchema.parse({
  name: 'full',
  region: 'eu-central-1',
  // The account of the emulated AWS in a rehearsal.
  account: '000000000000',
  isProtected: true,
  functions: {
    api: { memoryMb: 1_024, reservedConcurrency: 10 },
    import: { memoryMb: 1_024, reservedConcurrency: 1 },
    snapshot: { memoryMb: 1_024, reservedConcurrency: 1 },
    purge: { memoryMb: 256, reservedConcurrency: 2 },
  },
  throttle: { requestsPerSecond: 10, burst: 20 },
  // This key does not exist in a rehearsal. The emulated DynamoDB does not check it.
  tableKeyArn: 'arn:aws:kms:eu-central-1:000000000000:key/11111111-2222-3333-4444-555555555555',
  exports: { everyDays: 7 },
  countsEmptySearches: true,
  logRetentionDays: 365,
  alarms: { email: 'somebody@example.org', accountBudgetDollars: 100, syntheticCheck: true },
  writers: { kind: 'cognito' },
  attributes: [{ name: 'rating', type: 'number', sort: true }],
  domain: { name: 'films.example.org', zone: 'example.org' },
  cluster: { issuer: 'https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE', namespace: 'films' },
  hasFirewall: true,
});

/** An environment with copies of the films table. The copies need keys of their own, so it has no key for the tables. */
export const REPLICATED = environmentSchema.parse({
  ...EVERYTHING,
  name: 'copies',
  tableKeyArn: undefined,
  replicaRegions: ['eu-west-1', 'us-east-1'],
});

/** An environment with an OpenSearch domain. No rehearsal has one, because no OpenSearch is behind the domains of the emulated AWS. */
export const SEARCHED = environmentSchema.parse({
  ...EVERYTHING,
  name: 'engine',
  openSearch: { nodeType: 'r6g.large.search', nodes: 3, volumeGb: 50 },
});

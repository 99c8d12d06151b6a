import { checkEnvironments, type Environment } from './schema.ts';

/**
 * Each entry is an environment. Environments share nothing but the bucket with Terraform's state. The order matters: the commands use the first environment by default, and main is deployed to the
 * environments in this order. After a change, run: npm run generate --prefix infrastructure
 */
export const ENVIRONMENTS: readonly Environment[] = checkEnvironments([
  {
    name: 'dev',
    region: 'us-east-1',
    isProtected: false,
    functions: {
      api: { memoryMb: 1_024 },
      import: { memoryMb: 1_769 },
      snapshot: { memoryMb: 1_769 },
      purge: { memoryMb: 256 },
    },
    throttle: { requestsPerSecond: 50, burst: 100 },
    logRetentionDays: 7,
    alarms: false,
    writers: { kind: 'nobody' },
  },
  {
    name: 'staging',
    region: 'us-east-1',
    isProtected: false,
    functions: {
      api: { memoryMb: 1_024, reservedConcurrency: 20 },
      import: { memoryMb: 1_769, reservedConcurrency: 1 },
      snapshot: { memoryMb: 1_769, reservedConcurrency: 1 },
      purge: { memoryMb: 256, reservedConcurrency: 2 },
    },
    throttle: { requestsPerSecond: 200, burst: 400 },
    logRetentionDays: 30,
    alarms: {},
    writers: { kind: 'nobody' },
  },
  {
    name: 'prod',
    region: 'us-east-1',
    isProtected: true,
    functions: {
      api: { memoryMb: 1_769, reservedConcurrency: 200 },
      import: { memoryMb: 1_769, reservedConcurrency: 1 },
      snapshot: { memoryMb: 1_769, reservedConcurrency: 1 },
      purge: { memoryMb: 256, reservedConcurrency: 2 },
    },
    throttle: { requestsPerSecond: 2_000, burst: 4_000 },
    logRetentionDays: 365,
    alarms: { accountBudgetDollars: 50 },
    writers: { kind: 'nobody' },
  },
]);

/** How many of the account's concurrent executions the environment's functions reserve. */
export function reservedConcurrencyOf({ functions }: Environment): number {
  return Object.values(functions).reduce((sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency, 0);
}

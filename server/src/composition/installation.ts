import type { NamedSetting } from '../application/operations/read-status.ts';
import type { Scope } from '../domain/scopes.ts';

/** What the status page says about this installation, and who may read the page. */
export type Installation = {
  /** The name of the environment, as in metrics. */
  readonly environment: string;
  /** The version of the Lambda function. Absent outside Lambda. */
  readonly functionVersion?: string | undefined;
  readonly settings: readonly NamedSetting[];
  /** The scopes that a request has without a token: `operations:read` if only this machine can reach the product. */
  readonly openScopes: ReadonlySet<Scope>;
};

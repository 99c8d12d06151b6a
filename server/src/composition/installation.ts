import type { NamedSetting } from '../application/operations/read-status.ts';

/** What the status page says about this installation, and who may read the page. */
export type Installation = {
  /** The name of the environment, as in metrics. */
  readonly environment: string;
  readonly settings: readonly NamedSetting[];
  /** Whether the status needs no token, because only this machine can ask for it. */
  readonly isStatusOpen: boolean;
};

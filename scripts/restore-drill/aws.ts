import { setTimeout as delay } from 'node:timers/promises';
import { aws, AwsError } from '../deploy/aws.ts';

const LOOK_EVERY_MS = 5_000;

/** Restores and deletes tables with the AWS CLI, which knows every way to log in. */
export class Tables {
  readonly #region: string;

  constructor(region: string) {
    this.#region = region;
  }

  /** The number of the account that the AWS CLI is logged in to. */
  async account(): Promise<string> {
    const { Account: account } = JSON.parse(await aws(['sts', 'get-caller-identity'])) as { readonly Account: string };
    return account;
  }

  /**
   * The times from which and until which a table can be restored.
   *
   * @throws Error if the table has no point-in-time recovery
   */
  async window(table: string): Promise<{ readonly earliest: Date; readonly latest: Date }> {
    const answer = (await this.#call('describe-continuous-backups', ['--table-name', table])) as ContinuousBackups;
    const { PointInTimeRecoveryDescription: recovery } = answer.ContinuousBackupsDescription;
    if (recovery?.PointInTimeRecoveryStatus !== 'ENABLED') throw new Error(`${table} has no point-in-time recovery.`);
    const { EarliestRestorableDateTime: earliest = 0, LatestRestorableDateTime: latest = 0 } = recovery;
    return { earliest: dateOf(earliest), latest: dateOf(latest) };
  }

  /** Begins to restore a table. @param at absent: the latest time that is possible */
  async restore(source: string, target: string, at: Date | undefined): Promise<void> {
    const time = at ? ['--restore-date-time', at.toISOString()] : ['--use-latest-restorable-time'];
    const names = ['--source-table-name', source, '--target-table-name', target];
    await this.#call('restore-table-to-point-in-time', [...names, ...time]);
  }

  /** Whether AWS has the table, or may have it because AWS does not answer. */
  async exists(table: string): Promise<boolean> {
    try {
      await this.#describe(table);
      return true;
    } catch (error) {
      return !(error instanceof AwsError && error.code === 'ResourceNotFoundException');
    }
  }

  /** Waits until a table and its indexes can be used. @param onWait called after each look */
  async untilActive(table: string, onWait: () => void, signal: AbortSignal): Promise<void> {
    for (;;) {
      const description = await this.#describe(table);
      const states = (description.GlobalSecondaryIndexes ?? []).map(({ IndexStatus }) => IndexStatus);
      if ([description.TableStatus, ...states].every((state) => state === 'ACTIVE')) return;
      onWait();
      await delay(LOOK_EVERY_MS, undefined, { signal });
    }
  }

  /**
   * Gives a restored table what a restore leaves out: point-in-time recovery, tags and protection.
   *
   * @returns what AWS refused, each with what AWS said
   */
  async equip(table: string, environment: string, isProtected: boolean): Promise<readonly string[]> {
    const recovery = ['--point-in-time-recovery-specification', 'PointInTimeRecoveryEnabled=true'];
    const tags = ['--tags', 'Key=project,Value=marquee', `Key=environment,Value=${environment}`];
    const steps: Readonly<Record<string, () => Promise<unknown>>> = {
      'point-in-time recovery': () => this.#call('update-continuous-backups', ['--table-name', table, ...recovery]),
      tags: async () => {
        const { TableArn: arn } = await this.#describe(table);
        await this.#call('tag-resource', ['--resource-arn', arn, ...tags]);
      },
      ...(isProtected && {
        'deletion protection': () =>
          this.#call('update-table', ['--table-name', table, '--deletion-protection-enabled']),
      }),
    };
    const refused: string[] = [];
    for (const [name, step] of Object.entries(steps)) {
      await step().catch((error: unknown) => refused.push(`${name}: ${(error as Error).message}`));
    }
    return refused;
  }

  async delete(table: string): Promise<void> {
    await this.#call('delete-table', ['--table-name', table]);
  }

  async #describe(table: string): Promise<TableDescription> {
    const { Table: description } = (await this.#call('describe-table', ['--table-name', table])) as TableAnswer;
    return description;
  }

  /** @returns `undefined` if the AWS CLI prints nothing */
  async #call(operation: string, args: readonly string[]): Promise<unknown> {
    const printed = await aws(['dynamodb', operation, '--region', this.#region, ...args]);
    return printed === '' ? undefined : JSON.parse(printed);
  }
}

type ContinuousBackups = {
  readonly ContinuousBackupsDescription: {
    readonly PointInTimeRecoveryDescription?: {
      readonly PointInTimeRecoveryStatus: string;
      readonly EarliestRestorableDateTime?: string | number;
      readonly LatestRestorableDateTime?: string | number;
    };
  };
};

type TableDescription = {
  readonly TableArn: string;
  readonly TableStatus: string;
  readonly GlobalSecondaryIndexes?: readonly { readonly IndexStatus: string }[];
};

type TableAnswer = { readonly Table: TableDescription };

/** Version 2 of the AWS CLI prints times as text, and version 1 as seconds. */
function dateOf(time: string | number): Date {
  return new Date(typeof time === 'number' ? time * 1_000 : time);
}

import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 5_000;

/** Restores and deletes tables with the AWS CLI, which knows every way to log in. */
export class Tables {
  readonly #env: NodeJS.ProcessEnv;

  constructor(region: string) {
    this.#env = { ...process.env, AWS_REGION: region, AWS_DEFAULT_REGION: region, AWS_PAGER: '' };
  }

  /** The number of the account that the AWS CLI is logged in to. */
  account(): string {
    return this.#call('sts', ['get-caller-identity', '--query', 'Account', '--output', 'text']).trim();
  }

  /**
   * The times from which and until which a table can be restored.
   *
   * @throws Error if the table has no point-in-time recovery
   */
  window(table: string): { readonly earliest: Date; readonly latest: Date } {
    const answer = this.#json('describe-continuous-backups', ['--table-name', table]) as ContinuousBackups;
    const { PointInTimeRecoveryDescription: recovery } = answer.ContinuousBackupsDescription;
    if (recovery?.PointInTimeRecoveryStatus !== 'ENABLED') throw new Error(`${table} has no point-in-time recovery.`);
    const { EarliestRestorableDateTime: earliest = 0, LatestRestorableDateTime: latest = 0 } = recovery;
    return { earliest: dateOf(earliest), latest: dateOf(latest) };
  }

  /** Begins to restore a table. @param at absent: the latest time that is possible */
  restore(source: string, target: string, at: Date | undefined): void {
    const time = at ? ['--restore-date-time', at.toISOString()] : ['--use-latest-restorable-time'];
    const names = ['--source-table-name', source, '--target-table-name', target];
    this.#json('restore-table-to-point-in-time', [...names, ...time]);
  }

  /** Waits until a table and its indexes can be used. @param onWait called after each look */
  async untilActive(table: string, onWait: () => void, signal: AbortSignal): Promise<void> {
    for (;;) {
      const { Table: description } = this.#json('describe-table', ['--table-name', table]) as TableAnswer;
      const states = (description.GlobalSecondaryIndexes ?? []).map(({ IndexStatus }) => IndexStatus);
      if ([description.TableStatus, ...states].every((state) => state === 'ACTIVE')) return;
      onWait();
      await delay(LOOK_EVERY_MS, undefined, { signal });
    }
  }

  /** Gives a restored table what a restore leaves out: point-in-time recovery, tags and protection. */
  equip(table: string, environment: string, isProtected: boolean): void {
    const { Table: description } = this.#json('describe-table', ['--table-name', table]) as TableAnswer;
    const recovery = 'PointInTimeRecoveryEnabled=true';
    this.#json('update-continuous-backups', [
      ...['--table-name', table],
      ...['--point-in-time-recovery-specification', recovery],
    ]);
    const tags = ['Key=project,Value=marquee', `Key=environment,Value=${environment}`];
    this.#call('dynamodb', ['tag-resource', '--resource-arn', description.TableArn, '--tags', ...tags]);
    if (isProtected) this.#json('update-table', ['--table-name', table, '--deletion-protection-enabled']);
  }

  delete(table: string): void {
    this.#json('delete-table', ['--table-name', table]);
  }

  #json(operation: string, args: readonly string[]): unknown {
    return JSON.parse(this.#call('dynamodb', [operation, ...args, '--output', 'json']));
  }

  #call(service: string, args: readonly string[]): string {
    const { error, status, stdout, stderr } = spawnSync('aws', [service, ...args], {
      env: this.#env,
      encoding: 'utf8',
    });
    if (error) throw new Error(`The AWS CLI cannot be run: ${error.message}`);
    if (status === 0) return stdout;
    throw new Error(stderr.trim());
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

type TableAnswer = {
  readonly Table: {
    readonly TableArn: string;
    readonly TableStatus: string;
    readonly GlobalSecondaryIndexes?: readonly { readonly IndexStatus: string }[];
  };
};

/** Version 2 of the AWS CLI prints times as text, and version 1 as seconds. */
function dateOf(time: string | number): Date {
  return new Date(typeof time === 'number' ? time * 1_000 : time);
}

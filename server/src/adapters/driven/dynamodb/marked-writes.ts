import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isMarqueeError, writeOutcomeUnknown } from '../../../domain/errors.ts';
import type { FilmItem } from './film-item.ts';
import { isConditionFailed, translated, wasAnswered, wasRefused } from './store-errors.ts';
import { mayBeOverwritten, versionWrittenBy, writerMarks } from './writer-marks.ts';

/** Time limit for reading an item back after a write, including the SDK's own retries. */
const READ_BACK_TIMEOUT_MS = 5_000;

/**
 * What must be stored under the id before a write: nothing, a film or a tombstone. A film or tombstone must also have
 * the version that precedes the write, so that a late copy of the request changes nothing.
 */
const CONDITIONS = {
  nothing: 'attribute_not_exists(id)',
  film: 'version = :before AND attribute_exists(attributes)',
  tombstone: 'version = :before AND attribute_not_exists(attributes)',
};

/** A conditional write of one film. */
export type MarkedWrite = {
  readonly id: string;
  /** The version that the write creates. Before the write, the item must have the previous version, or not exist. */
  readonly version: number;
  /** The name of the logical write. It is unique and has at least 16 random bytes. */
  readonly writer: string;
  readonly on: keyof typeof CONDITIONS;
  readonly set: Omit<Partial<FilmItem>, 'id' | 'version'>;
  /** Attributes of the item that the write removes. Default: none. */
  readonly remove?: readonly (keyof FilmItem)[];
};

/** Either the version that was written, or the item that exists instead (`undefined` if there is no item). */
export type WriteOutcome =
  { readonly written: number } | { readonly written: undefined; readonly item: FilmItem | undefined };

/**
 * Writes films by conditional updates that leave the writer's name on the item as a mark. When an answer is lost, the
 * SDK retries the request. If the first attempt was carried out, the condition of the retry fails. So after a condition
 * has failed, the item is read back; if it has the mark of this write, the write has succeeded.
 */
export class MarkedWrites {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** @returns the item, read consistently, or `undefined` when there is none */
  async read(id: string, options?: { readonly abortSignal: AbortSignal }): Promise<FilmItem | undefined> {
    const command = new GetCommand({ TableName: this.#table, Key: { id }, ConsistentRead: true });
    const { Item: item } = await translated(this.#client.send(command, options));
    return item as FilmItem | undefined;
  }

  /**
   * @throws MarqueeError `upstream-unavailable`. The code is `store-unavailable` when the write certainly did not
   * happen, and `write-outcome-unknown` when it may have happened or may still happen. It may still happen because a
   * request can arrive after its sender has given up
   */
  async write(write: MarkedWrite): Promise<WriteOutcome> {
    const command = toCommand(this.#table, write);
    const failures = failuresOf(command);
    try {
      await translated(this.#client.send(command));
      return { written: write.version };
    } catch (error) {
      return this.#readBack(write, error, failures);
    }
  }

  async #readBack(
    { id, version, writer, on }: MarkedWrite,
    error: unknown,
    failures: readonly unknown[],
  ): Promise<WriteOutcome> {
    const isAnswer = isConditionFailed(error);
    if (!isAnswer && !isMarqueeError(error)) throw error;
    const isCertain = failures.every(wasRefused);
    if (isCertain && !isAnswer) throw error;
    const unknown = writeOutcomeUnknown(isMarqueeError(error) ? error.cause : error);
    const item = await this.read(id, { abortSignal: AbortSignal.timeout(READ_BACK_TIMEOUT_MS) }).catch(() => {
      // The outcome is unknown even after a refusal: the network may have duplicated the request, and DynamoDB may have
      // refused only the second copy.
      throw unknown;
    });
    const written = versionWrittenBy(writer, item);
    if (written !== undefined) return { written };
    const latest = item?.version ?? 0;
    // Each version is used only once. When the film has reached the version that this write would create, DynamoDB
    // refuses all copies of the write that are still to arrive.
    const mayStillArrive = !failures.every(wasAnswered) && latest < (isAnswer ? version - 1 : version);
    if (mayStillArrive) throw unknown;
    if (latest < version && !isAnswer) throw error;
    if (item && !isCertain && mayBeOverwritten(version, on !== 'film', latest, item)) throw unknown;
    return { written: undefined, item };
  }
}

/** Collects the errors of all attempts, because the SDK throws only the last error. */
function failuresOf(command: UpdateCommand): readonly unknown[] {
  const failures: unknown[] = [];
  command.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        failures.push(error);
        throw error;
      }
    },
    // `override` is needed because the document client adds a command's middleware twice (@aws-sdk/lib-dynamodb 3).
    { name: 'rememberFailures', override: true, step: 'deserialize', priority: 'high' },
  );
  return failures;
}

function toCommand(table: string, { id, version, writer, on, set, remove = [] }: MarkedWrite): UpdateCommand {
  const assigned = Object.entries({ ...set, ...writerMarks(version, writer, on !== 'film'), version });
  const assignments = assigned.map(([name]) => `${name} = :${name}`).join(', ');
  return new UpdateCommand({
    TableName: table,
    Key: { id },
    UpdateExpression: `SET ${assignments}${remove.length > 0 ? ` REMOVE ${remove.join(', ')}` : ''}`,
    ConditionExpression: CONDITIONS[on],
    ExpressionAttributeValues: {
      ...Object.fromEntries(assigned.map(([name, value]) => [`:${name}`, value])),
      ...(on !== 'nothing' && { ':before': version - 1 }),
    },
  });
}

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isMarqueeError, writeOutcomeUnknown } from '../../../domain/errors.ts';
import type { FilmItem } from './film-item.ts';
import { isConditionFailed, translated, wasRefused } from './store-errors.ts';
import { mayBeOverwritten, versionWrittenBy, writerMarks } from './writer-marks.ts';

/** Reading back what became of a write may take this long, the SDK's own attempts included. */
const READ_BACK_TIMEOUT_MS = 5_000;

/** What the item must be before a write; all three include the version, so that a late copy of a request changes nothing. */
const CONDITIONS = {
  nothing: 'attribute_not_exists(id)',
  film: 'version = :before AND attribute_exists(attributes)',
  tombstone: 'version = :before AND attribute_not_exists(attributes)',
};

/** A conditional write of one film. */
export type MarkedWrite = {
  readonly id: string;
  /** The version that it makes. The item must have the version before it, or not exist. */
  readonly version: number;
  /** Unique for each logical write, 16 random bytes or more. */
  readonly writer: string;
  readonly on: keyof typeof CONDITIONS;
  readonly set: Omit<Partial<FilmItem>, 'id' | 'version'>;
  /** Default: none. */
  readonly remove?: readonly (keyof FilmItem)[];
};

/** The version that was made, or the item that is there instead (`undefined`: none). */
export type WriteOutcome =
  { readonly written: number } | { readonly written: undefined; readonly item: FilmItem | undefined };

/**
 * Writes films by conditional updates that leave a mark. The SDK repeats a request whose answer is lost, and the condition of the
 * second one then fails because of the first. Therefore a write that seems to fail is looked up by its mark.
 */
export class MarkedWrites {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** @returns the item as every write before has left it */
  async read(id: string, options?: { readonly abortSignal: AbortSignal }): Promise<FilmItem | undefined> {
    const command = new GetCommand({ TableName: this.#table, Key: { id }, ConsistentRead: true });
    const { Item: item } = await translated(this.#client.send(command, options));
    return item as FilmItem | undefined;
  }

  /**
   * @throws MarqueeError `upstream-unavailable`; its code is `write-outcome-unknown` when nobody can say whether the write
   * was made, and `store-unavailable` when it was not
   */
  async write(write: MarkedWrite): Promise<WriteOutcome> {
    try {
      await translated(this.#client.send(toCommand(this.#table, write)));
      return { written: write.version };
    } catch (error) {
      return this.#readBack(write, error);
    }
  }

  async #readBack({ id, version, writer, on }: MarkedWrite, error: unknown): Promise<WriteOutcome> {
    const isAnswer = isConditionFailed(error);
    if (!isAnswer && !isMarqueeError(error)) throw error;
    const isCertain = wasCertainlyRefused(isMarqueeError(error) ? error.cause : error);
    if (isCertain && !isAnswer) throw error;
    const item = await this.read(id, { abortSignal: AbortSignal.timeout(READ_BACK_TIMEOUT_MS) }).catch(
      (readError: unknown) => {
        throw isCertain ? readError : writeOutcomeUnknown(error);
      },
    );
    const written = versionWrittenBy(writer, item);
    if (written !== undefined) return { written };
    const latest = item?.version ?? 0;
    if (latest < version && !isAnswer) throw error;
    if (item && !isCertain && mayBeOverwritten(version, on !== 'film', latest, item)) throw writeOutcomeUnknown(error);
    return { written: undefined, item };
  }
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

/** One request was sent, and DynamoDB refused it or never received it. Of several, one before may have been carried out. */
function wasCertainlyRefused(error: unknown): boolean {
  const { attempts } = (error as { $metadata?: { attempts?: number } }).$metadata ?? {};
  return attempts === 1 && wasRefused(error);
}

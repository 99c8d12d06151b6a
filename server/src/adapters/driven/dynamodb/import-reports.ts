import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { KEPT_IMPORT_REPORTS, type ImportReport, type ImportReports } from '../../../ports/import-reports.ts';
import { translated } from './store-errors.ts';

/** The id of the item that holds the reports. No film's id starts with `#`. */
const REPORTS_ID = '#imports';

/** Keeps the reports as a list in one item of the films table, the newest first. */
export class DynamoImportReports implements ImportReports {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async add(report: ImportReport): Promise<void> {
    await this.#update('SET reports = list_append(:new, if_not_exists(reports, :none))', {
      ':new': [report],
      ':none': [],
    });
    // One expression cannot add to a list and remove from it. Entries that do not exist are ignored. Two entries
    // are removed, because an import that was killed between the two updates has left one too many.
    const [first, second] = [KEPT_IMPORT_REPORTS, KEPT_IMPORT_REPORTS + 1];
    await this.#update(`REMOVE reports[${String(first)}], reports[${String(second)}]`);
  }

  async recent(): Promise<readonly ImportReport[]> {
    const command = new GetCommand({ TableName: this.#table, Key: { id: REPORTS_ID } });
    const { Item: item } = await translated(this.#client.send(command));
    return ((item?.['reports'] ?? []) as ImportReport[]).slice(0, KEPT_IMPORT_REPORTS);
  }

  async #update(expression: string, values?: Record<string, unknown>): Promise<void> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id: REPORTS_ID },
      UpdateExpression: expression,
      ExpressionAttributeValues: values,
    });
    await translated(this.#client.send(command));
  }
}

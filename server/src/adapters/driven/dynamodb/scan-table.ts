import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { FilmItem } from './film-item.ts';
import { mergeIterables } from './merge-iterables.ts';
import { translated } from './store-errors.ts';

/**
 * A scan reads this many segments concurrently; four are enough to keep two cores busy. Each segment is a sequence of
 * pages of up to 1 MB.
 */
const SCAN_SEGMENTS = 4;

/**
 * Reads all items of the films table consistently, page by page and in no particular order.
 *
 * @param attributes names of the attributes to read, separated by commas
 */
export function scanTable(
  client: DynamoDBDocumentClient,
  table: string,
  attributes: string,
): AsyncIterable<readonly FilmItem[]> {
  const segments = Array.from({ length: SCAN_SEGMENTS }, (_, segment) =>
    scanSegment(client, table, attributes, segment),
  );
  return mergeIterables(segments);
}

async function* scanSegment(
  client: DynamoDBDocumentClient,
  table: string,
  attributes: string,
  segment: number,
): AsyncGenerator<readonly FilmItem[]> {
  let start: Record<string, unknown> | undefined;
  do {
    const command: ScanCommand = new ScanCommand({
      TableName: table,
      Segment: segment,
      TotalSegments: SCAN_SEGMENTS,
      ConsistentRead: true,
      ProjectionExpression: attributes,
      ExclusiveStartKey: start,
    });
    const page = await translated(client.send(command));
    yield (page.Items ?? []) as FilmItem[];
    start = page.LastEvaluatedKey;
  } while (start);
}

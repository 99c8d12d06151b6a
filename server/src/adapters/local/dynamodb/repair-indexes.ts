import { promisify } from 'node:util';
import type { DynaliteLevel, Item, Table } from 'dynalite/db/index.js';
import { indexOperations, indexRanges, itemsRange, tablesRange, type Operation } from './level-layout.ts';

/**
 * Makes the indexes of every table agree with the table's items: removes entries without an item, adds missing entries
 * and replaces entries that differ. This is needed for data folders of earlier versions of Marquee, which wrote an item
 * and its index entries one after the other.
 *
 * @returns how many entries were wrong
 */
export async function repairIndexes(db: DynaliteLevel): Promise<number> {
  let wrong = 0;
  for await (const table of db.values(tablesRange())) {
    const operations = await indexRepairs(db, table as Table);
    if (operations.length > 0) await promisify(db.batch)(operations);
    wrong += operations.length;
  }
  return wrong;
}

async function indexRepairs(db: DynaliteLevel, table: Table): Promise<Operation[]> {
  const expected = new Map<string, unknown>();
  for await (const item of db.values(itemsRange(table.TableName))) {
    for (const operation of indexOperations(table, undefined, item as Item)) {
      if (operation.type === 'put') expected.set(operation.key, operation.value);
    }
  }
  const repairs: Operation[] = [];
  for (const range of indexRanges(table.TableName)) {
    for await (const [key, value] of db.iterator(range)) {
      if (!expected.has(key)) repairs.push({ type: 'del', key });
      // Comparing the two as JSON texts is safe, because the same code wrote both values.
      else if (JSON.stringify(expected.get(key)) === JSON.stringify(value)) expected.delete(key);
    }
  }
  return [...repairs, ...Array.from(expected, ([key, value]) => ({ type: 'put' as const, key, value }))];
}

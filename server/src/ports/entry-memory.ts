/**
 * The cache in this instance's memory. The number of entries and their bytes are bounded; the least recently used entry
 * is evicted first.
 */
export interface EntryMemory<Value> {
  get(key: string): Value | undefined;
  /** @param bytes approximate size of the value; a value larger than a quarter of the byte limit is not kept */
  set(key: string, value: Value, bytes: number): void;
  clear(): void;
}

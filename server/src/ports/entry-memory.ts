/** What this instance holds in memory, bounded in entries and bytes; the least recently used goes first. */
export interface EntryMemory<Value> {
  get(key: string): Value | undefined;
  /** @param bytes about what the value occupies; one that is larger than a quarter of all is not kept */
  set(key: string, value: Value, bytes: number): void;
  clear(): void;
}

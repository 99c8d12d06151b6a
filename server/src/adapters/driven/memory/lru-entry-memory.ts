import { LRUCache } from 'lru-cache';
import type { EntryMemory } from '../../../ports/entry-memory.ts';

/** An estimate of the memory that an entry takes besides its value and the characters of its key. */
const OVERHEAD_BYTES = 500;

/** A memory that is bounded in entries and bytes, and evicts the least recently used entry. */
export class LruEntryMemory<Value extends object> implements EntryMemory<Value> {
  readonly #entries: LRUCache<string, Value>;

  constructor(maxEntries: number, maxBytes: number) {
    this.#entries = new LRUCache({ max: maxEntries, maxSize: maxBytes, maxEntrySize: Math.floor(maxBytes / 4) });
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: Value, bytes: number): void {
    this.#entries.set(key, value, { size: bytes + key.length + OVERHEAD_BYTES });
  }

  clear(): void {
    this.#entries.clear();
  }
}

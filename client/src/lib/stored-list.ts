import { useSyncExternalStore } from 'react';

/**
 * A short list in the browser's storage, with the latest entry first. The list is never sent anywhere. All tabs share
 * it. If the browser stores nothing, for example in a private window, the list lasts as long as the page is open.
 */
export class StoredList<T> {
  readonly #key: string;
  readonly #max: number;
  readonly #idOf: (entry: T) => string;
  readonly #isEntry: (value: unknown) => boolean;
  readonly #listeners = new Set<() => void>();
  #entries: readonly T[];

  /** @param isEntry checks a stored entry, because another version of the page may have stored something else */
  constructor(key: string, max: number, idOf: (entry: T) => string, isEntry: (value: unknown) => boolean) {
    this.#key = `marquee.${key}`;
    this.#max = max;
    this.#idOf = idOf;
    this.#isEntry = isEntry;
    this.#entries = this.#read();
    addEventListener('storage', ({ key: changed }) => {
      if (changed !== null && changed !== this.#key) return;
      this.#entries = this.#read();
      this.#tell();
    });
  }

  /** The same array until the list changes. */
  readonly all = (): readonly T[] => this.#entries;

  /** @returns a function that stops listening */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /**
   * Puts the entry first. An earlier entry with the same id is removed, and so is the last entry if there are too many.
   */
  add(entry: T): void {
    this.#write([entry, ...this.#without(this.#idOf(entry))].slice(0, this.#max));
  }

  remove(id: string): void {
    this.#write(this.#without(id));
  }

  clear(): void {
    this.#write([]);
  }

  #without(id: string): readonly T[] {
    return this.#entries.filter((entry) => this.#idOf(entry) !== id);
  }

  #read(): readonly T[] {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(this.#key) ?? '[]');
      return Array.isArray(stored) ? (stored.filter(this.#isEntry) as T[]).slice(0, this.#max) : [];
    } catch {
      return [];
    }
  }

  #write(entries: readonly T[]): void {
    this.#entries = entries;
    try {
      localStorage.setItem(this.#key, JSON.stringify(entries));
    } catch {
      // The browser stores nothing, or its storage is full.
    }
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export function useStoredList<T>(list: StoredList<T>): readonly T[] {
  return useSyncExternalStore(list.subscribe, list.all);
}

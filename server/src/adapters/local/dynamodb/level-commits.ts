import { readdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Operation } from './level-layout.ts';

/** When LevelDB opens, it writes its log as a table, and a new manifest: at most this many bytes more than the log. */
const OPENING_BYTES = 1_048_576;

/** This file is written, and then removed, to find out whether the disk has room. */
export const ROOM_FILE = 'room.unfinished';

export type CommitDeps = {
  /** The LevelDB folder. */
  readonly path: string;
  readonly write: (operations: readonly Operation[]) => Promise<unknown>;
  /** Closes LevelDB and opens it again. */
  readonly reopen: () => Promise<void>;
  readonly onFailed: (error: unknown) => void;
  readonly onRecovered: () => void;
};

type Batch = { readonly operations: Operation[]; readonly result: PromiseWithResolvers<void> };

/**
 * Writes to a LevelDB one batch at a time. Operations that arrive while a batch is being written go into the next
 * batch.
 *
 * After a failed write nothing may be written until LevelDB has been opened again. The failed write can leave part of a
 * record in LevelDB's log. When LevelDB opens, it silently skips everything after such a record, so a write that was
 * acknowledged after the failure would be lost. For the same reason only one write may run at a time.
 */
export class LevelCommits {
  readonly #deps: CommitDeps;
  #next: Batch | undefined;
  #isWriting = false;
  #mustReopen = false;

  constructor(deps: CommitDeps) {
    this.#deps = deps;
  }

  /** Writes all of the operations or none; rejects when they are not written. */
  commit(operations: readonly Operation[]): Promise<void> {
    this.#next ??= { operations: [], result: Promise.withResolvers() };
    this.#next.operations.push(...operations);
    const { promise } = this.#next.result;
    if (!this.#isWriting) void this.#writeAll();
    return promise;
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    for (let batch = this.#next; batch; batch = this.#next) {
      this.#next = undefined;
      await this.#write(batch.operations).then(batch.result.resolve, batch.result.reject);
    }
    this.#isWriting = false;
  }

  async #write(operations: readonly Operation[]): Promise<void> {
    if (this.#mustReopen) await this.#recover();
    try {
      await this.#deps.write(operations);
    } catch (error) {
      this.#mustReopen = true;
      this.#deps.onFailed(error);
      throw error;
    }
  }

  /**
   * Reopens LevelDB. Checks for space first, because opening LevelDB also writes. If the opening failed, reads would
   * fail as well.
   */
  async #recover(): Promise<void> {
    await requireRoom(this.#deps.path);
    await this.#deps.reopen();
    this.#mustReopen = false;
    this.#deps.onRecovered();
  }
}

/**
 * Checks that the disk has as much room as opening LevelDB needs. It writes a file of that size, because a disk quota
 * cannot be detected in any other way.
 * @throws Error when the disk has no room
 */
async function requireRoom(path: string): Promise<void> {
  const logs = (await readdir(path)).filter((name) => name.endsWith('.log'));
  const sizes = await Promise.all(logs.map(async (name) => (await stat(join(path, name))).size));
  const needed = OPENING_BYTES + sizes.reduce((sum, size) => sum + size, 0);
  const { bavail, bsize } = await statfs(path);
  if (bavail * bsize < needed) throw Object.assign(new Error('No space left on device'), { code: 'ENOSPC' });
  const attempt = join(path, ROOM_FILE);
  try {
    await writeFile(attempt, Buffer.alloc(needed));
  } finally {
    await rm(attempt, { force: true });
  }
}

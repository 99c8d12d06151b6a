/** A place to which exports are written. */
export interface ExportTarget {
  /**
   * Stores everything that the chunks yield. Nobody ever sees a part of an export under its name: if the chunks or the
   * target fail, nothing is stored, and what was stored under this name before stays as it was. Standard output is the
   * exception, because what was written to it cannot be taken back.
   *
   * @param name a file path, or `-` for standard output; each adapter says which names it accepts
   * @throws Error with a message for the user, or what the chunks throw
   */
  write(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
}

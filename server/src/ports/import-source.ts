/** The bytes of a file to import, as they are stored (and possibly compressed). */
export type SourceBytes = {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Total length in bytes; absent if the source does not report it. */
  readonly sizeBytes?: number | undefined;
};

/** Opens a location from which films can be imported. */
export interface ImportSource {
  /**
   * @param location a file path, `-` for standard input, an http(s) URL or another address; each adapter accepts some
   * of these
   * @throws MarqueeError `not-found` if nothing is there, `forbidden` if access to it is denied, `upstream-unavailable`
   * if the location does not answer. If the location fails midway, reading the chunks rejects with one of these errors
   */
  open(location: string, signal?: AbortSignal): Promise<SourceBytes>;
}

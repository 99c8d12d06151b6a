/** The bytes of a file to import, as they are stored (perhaps compressed). */
export type SourceBytes = {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Length of the whole in bytes; absent when the source does not say. */
  readonly sizeBytes?: number | undefined;
};

/** Opens a place that films can be imported from. */
export interface ImportSource {
  /**
   * @param location a file path, `-` for standard input, an http(s) URL or `s3://bucket/key`, as the adapter understands it
   * @throws MarqueeError `not-found` when there is nothing, `forbidden` when it may not be read, `upstream-unavailable`
   * when the place does not answer; the chunks reject with the same when it fails midway
   */
  open(location: string, signal?: AbortSignal): Promise<SourceBytes>;
}

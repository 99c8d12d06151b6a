import type { JsonValue } from '../../../domain/film.ts';

/** A record of an external data set that may be a film of the catalogue. */
export type SourceRecord = {
  /** The record's id in its data set, such as `tt0113277`. */
  readonly id: string;
  /** One title or more, in any spelling. */
  readonly titles: readonly string[];
  readonly year: number;
};

/** Receives the records of a data set. Records that cannot be a film of the catalogue take no memory. */
export interface RecordSink {
  /** Remembers the record if it may be a film of the catalogue. */
  offer(record: SourceRecord): void;

  /** Whether a record with this id was offered and may be a film. */
  has(id: string): boolean;

  /** Sets values of a record. Does nothing if the record cannot be a film. */
  set(id: string, values: Readonly<Record<string, JsonValue>>): void;

  /** Adds a title to `alternativeTitles` of a record. Titles that cannot be stored are left out. */
  addTitle(id: string, title: string): void;

  /** Sets how many people rated the film. The number decides between records that may be the same film. Default: 0 */
  setVotes(id: string, votes: number): void;
}

/** The files of one external data set. */
export type EnrichmentSource = {
  /**
   * The attributes for which this source may have values. If a matched film has no value for one of them, the value
   * that an earlier run wrote is removed.
   */
  readonly attributes: readonly string[];
  /**
   * Reads all files, in the order that the sink needs: records before their values.
   *
   * @throws MarqueeError `invalid`, with the file, the line and the rule, if a file is damaged or has another format
   */
  read(sink: RecordSink): Promise<void>;
};

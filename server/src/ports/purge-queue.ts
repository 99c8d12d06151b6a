/** One message of the queue of purges. */
export type PurgeMessage = {
  readonly id: string;
  /** A purge as JSON, if the sender made no mistake. */
  readonly body: string;
  /** Absent: the message does not come from a queue. */
  readonly sentAtMs?: number | undefined;
};

export type ReceivedPurge = PurgeMessage & {
  /** Names this delivery of the message. */
  readonly receipt: string;
};

/** The queue of purges, as the one who carries them out sees it. Rejects with kind `upstream-unavailable`. */
export interface PurgeQueue {
  /**
   * Waits for messages for some seconds. Returns none if there are none. A message that is not removed comes again.
   *
   * @param signal ends the wait; then this rejects
   */
  receive(signal: AbortSignal): Promise<readonly ReceivedPurge[]>;
  remove(message: ReceivedPurge): Promise<void>;
}

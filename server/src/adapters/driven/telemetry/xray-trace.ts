import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import type { Trace, TracedCall } from './request-context.ts';

/** An import makes thousands of calls. Its trace shows the first ones, because X-Ray limits the size of a trace. */
const MAX_CALLS = 100;

/** Each datagram begins with this line. */
const DAEMON_HEADER = '{"format":"json","version":1}\n';

/** The trace and the segment that the recorded calls belong to. */
export type TraceParent = { readonly traceId: string; readonly parentId: string };

/**
 * Records calls as subsegments of X-Ray, and sends them to the daemon that Lambda runs beside each instance.
 *
 * @see docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
 */
export class XrayTrace implements Trace {
  readonly #parent: TraceParent;
  readonly #daemon: Readonly<Record<string, string>> | undefined;
  readonly #documents: string[] = [];

  /** @param daemonAddress the setting AWS_XRAY_DAEMON_ADDRESS: `host:port`, or `tcp:host:port udp:host:port` */
  constructor(parent: TraceParent, daemonAddress: string) {
    this.#parent = parent;
    this.#daemon = /(?:^|udp:)(?<host>[^\s:]+):(?<port>\d+)(?:\s|$)/.exec(daemonAddress)?.groups;
  }

  async record<T>(call: TracedCall, work: () => Promise<T>): Promise<T> {
    const startedMs = Date.now();
    try {
      const result = await work();
      this.#add(call, startedMs, {});
      return result;
    } catch (error) {
      this.#add(call, startedMs, isRefusal(error) ? { error: true } : { fault: true });
      throw error;
    }
  }

  /** Sends the subsegments. Never fails, because a trace must not change what happens. */
  async send(): Promise<void> {
    const documents = this.#documents.splice(0);
    if (documents.length === 0 || !this.#daemon) return;
    const { host, port } = this.#daemon;
    const socket = createSocket('udp4').on('error', () => undefined);
    await Promise.all(
      documents.map(
        (document) =>
          new Promise<void>((resolve) => {
            socket.send(DAEMON_HEADER + document, Number(port), host, () => {
              resolve();
            });
          }),
      ),
    );
    socket.close();
  }

  #add({ service, operation }: TracedCall, startedMs: number, failure: object): void {
    if (this.#documents.length >= MAX_CALLS) return;
    const { traceId, parentId } = this.#parent;
    const document = {
      name: service,
      id: randomBytes(8).toString('hex'),
      trace_id: traceId,
      parent_id: parentId,
      type: 'subsegment',
      start_time: startedMs / 1_000,
      end_time: Date.now() / 1_000,
      ...(service === 'TMDB' || service === 'OMDb'
        ? { namespace: 'remote' }
        : { namespace: 'aws', aws: { operation } }),
      ...failure,
    };
    this.#documents.push(JSON.stringify(document));
  }
}

/** The status of the answer, as the errors of Marquee and of the AWS SDK have it. */
type Answered = { readonly status?: number; readonly $metadata?: { readonly httpStatusCode?: number } };

/** Whether the other system refused the request itself, for example because a condition does not hold. */
function isRefusal(error: unknown): boolean {
  const { $metadata: metadata, status = metadata?.httpStatusCode } = error as Answered;
  return status !== undefined && status < 500;
}

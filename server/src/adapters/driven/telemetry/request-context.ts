import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What is known about the request or invocation that the current code runs for. Every line of the log carries these
 * fields, and so does the line with the metrics.
 */
export type RequestContext = {
  /** The id that the client gets with an error. */
  readonly requestId?: string | undefined;
  /** Lambda's own id of the invocation. */
  readonly lambdaRequestId?: string | undefined;
  /** The id of the trace, as X-Ray or W3C Trace Context writes it. */
  readonly traceId?: string | undefined;
  /** Whether this is the first invocation of a Lambda instance. Absent outside Lambda. */
  readonly coldStart?: boolean | undefined;
};

/** A call to another system, as a trace shows it. It contains no value from a request: no query, no key, no id. */
export type TracedCall = {
  readonly service: 'CloudWatch' | 'DynamoDB' | 'OMDb' | 'S3' | 'TMDB';
  /** Such as `GetItem`. */
  readonly operation: string;
};

/** Records the calls of one invocation. */
export interface Trace {
  record<T>(call: TracedCall, work: () => Promise<T>): Promise<T>;
}

const storage = new AsyncLocalStorage<{ readonly context: RequestContext; readonly trace: Trace | undefined }>();

/**
 * Runs the work, and everything that it starts, in the context.
 *
 * @param trace absent: the calls are not recorded
 */
export function inContext<T>(context: RequestContext, work: () => T, trace?: Trace): T {
  return storage.run({ context, trace }, work);
}

/** The context of the current code. Empty for work that no request has started. */
export function currentContext(): RequestContext {
  return storage.getStore()?.context ?? {};
}

/** Makes a call to another system, and records it if the current invocation is traced. */
export function traced<T>(call: TracedCall, work: () => Promise<T>): Promise<T> {
  const trace = storage.getStore()?.trace;
  return trace ? trace.record(call, work) : work();
}

/**
 * Reads the id of the trace from the headers of a request. Their values come from the client, so any other text in them
 * is ignored.
 *
 * @see docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html (tracing header) and w3.org/TR/trace-context
 */
export function traceIdOf(headers: Readonly<Record<string, string | undefined>>): string | undefined {
  const [, ofXray] = /\bRoot=(1-[\da-f]{8}-[\da-f]{24})\b/i.exec(headers['x-amzn-trace-id'] ?? '') ?? [];
  const [, ofW3c] = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/.exec(headers['traceparent'] ?? '') ?? [];
  return ofXray ?? ofW3c;
}

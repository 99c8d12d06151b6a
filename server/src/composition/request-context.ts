import { inContext, traceIdOf } from '../adapters/driven/telemetry/request-context.ts';
import type { ApiHandler } from '../adapters/driving/http/handler.ts';

/** Wraps the handler of a server, so that the log lines of a request have its id and its trace. */
export function inRequestContext(handler: ApiHandler): ApiHandler {
  return (event, context) => {
    const { requestId } = event.requestContext;
    return inContext({ requestId, traceId: traceIdOf(event.headers) }, () => handler(event, context));
  };
}

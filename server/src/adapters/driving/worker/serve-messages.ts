import type { Context } from 'aws-lambda';
import type { ApiHandler } from '../http/handler.ts';
import { toHttpApiEvent } from '../http/http-api-event.ts';
import type { WorkerAnswer, WorkerRequest } from './messages.ts';

/** A web worker as it sees itself, or one end of a MessageChannel. */
export type MessagePlace = {
  addEventListener(
    type: 'message',
    listener: (event: { readonly data: unknown }) => void,
    options?: { readonly once: boolean },
  ): void;
  postMessage(message: WorkerAnswer): void;
};

/** The handler reads nothing of what Lambda says about the invocation. */
const NO_CONTEXT = {} as Context;

/**
 * Answers each message as Lambda answers each request: it builds the same event and calls the same handler. Only one
 * page sends messages, so their order does not matter.
 */
export function serveMessages(place: MessagePlace, handler: ApiHandler): void {
  place.addEventListener('message', ({ data }) => {
    void answer(handler, data as WorkerRequest).then((message) => {
      place.postMessage(message);
    });
  });
}

async function answer(handler: ApiHandler, { id, ...request }: WorkerRequest): Promise<WorkerAnswer> {
  const event = toHttpApiEvent({ ...request, headers: { ...request.headers }, requestId: String(id) });
  const { statusCode = 200, headers = {}, body } = await handler(event, NO_CONTEXT);
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return { id, status: statusCode, headers: Object.fromEntries(texts), body };
}

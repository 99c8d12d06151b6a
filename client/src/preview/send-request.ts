import type { WorkerAnswer, WorkerRequest, WorkerStart } from '../../../server/src/adapters/driving/worker/messages.ts';
import { BASE_PATH } from '../config/base.ts';

// The API runs in this worker, so that a search never delays what the page draws.
const worker = new Worker(new URL('../../../server/src/entrypoints/preview-worker.ts', import.meta.url), {
  type: 'module',
});
const folder = new URL(`${BASE_PATH}${import.meta.env.VITE_FILES}/`, location.href).href;
worker.postMessage({ folder } satisfies WorkerStart);

type Waiting = { readonly resolve: (answer: WorkerAnswer) => void; readonly reject: (reason: unknown) => void };

const waiting = new Map<number, Waiting>();
let lastId = 0;

worker.addEventListener('message', ({ data }: MessageEvent<WorkerAnswer>) => {
  waiting.get(data.id)?.resolve(data);
});
// The script of the worker could not be loaded, or it has a defect.
worker.addEventListener('error', ({ message }) => {
  for (const { reject } of waiting.values()) reject(new Error(message));
});

/** Sends a request to the API in the worker, and returns its answer as fetch would. */
export async function sendRequest(target: string, request: RequestInit): Promise<Response> {
  const { method = 'GET', signal } = request;
  const { promise, resolve, reject } = Promise.withResolvers<WorkerAnswer>();
  const id = (lastId += 1);
  const abort = () => {
    reject(signal?.reason);
  };
  signal?.addEventListener('abort', abort, { once: true });
  waiting.set(id, { resolve, reject });
  const headers = Object.fromEntries(new Headers(request.headers));
  const body = typeof request.body === 'string' ? request.body : undefined;
  worker.postMessage({ id, method, target, headers, body } satisfies WorkerRequest);
  try {
    const { status, headers: answered, body: content } = await promise;
    return new Response(content ?? null, { status, headers: answered });
  } finally {
    waiting.delete(id);
    signal?.removeEventListener('abort', abort);
  }
}

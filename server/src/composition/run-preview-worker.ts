import type { WorkerStart } from '../adapters/driving/worker/messages.ts';
import { serveMessages, type MessagePlace } from '../adapters/driving/worker/serve-messages.ts';
import type { Observer } from '../ports/observer.ts';
import { composePreview } from './preview.ts';

/** Only defects are of interest, and they belong on the console of the browser. */
const CONSOLE: Observer = {
  observe: (event) => {
    if ('error' in event) console.error(event.type, event.error);
  },
};

/** Runs the API in a web worker. The page first says where the files are, and then sends requests. */
export function runPreviewWorker(place: MessagePlace): void {
  const start = ({ data }: { readonly data: unknown }) => {
    const { folder } = data as WorkerStart;
    serveMessages(
      place,
      composePreview((file) => readFile(new URL(file, folder)), CONSOLE),
    );
  };
  place.addEventListener('message', start, { once: true });
}

async function readFile(url: URL): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.href} is answered with ${String(response.status)}`);
  return new Uint8Array(await response.arrayBuffer());
}

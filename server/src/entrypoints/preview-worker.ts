import { runPreviewWorker } from '../composition/run-preview-worker.ts';

// In a web worker, the global object receives the messages. Node's types do not know this.
runPreviewWorker(globalThis as unknown as Parameters<typeof runPreviewWorker>[0]);

/** In place of node:timers, in the worker of the preview. */
const { setTimeout } = globalThis;

export { setTimeout };

/** In place of node:util, in the worker of the preview: see gzip in zlib.ts. */
export function promisify<T>(perform: T): T {
  return perform;
}

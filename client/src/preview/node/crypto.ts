/** In place of node:crypto, in the worker of the preview. */
export function randomUUID(): string {
  return crypto.randomUUID();
}

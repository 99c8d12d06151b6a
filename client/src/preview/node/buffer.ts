/** In place of node:buffer, and of the global Buffer, in the worker of the preview. */
export { Buffer } from 'buffer/';

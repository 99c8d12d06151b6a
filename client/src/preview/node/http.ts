/** In place of node:http, in the worker of the preview. middy reads the names of the statuses that it answers itself. */
export const STATUS_CODES: Readonly<Record<number, string>> = {
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
};
